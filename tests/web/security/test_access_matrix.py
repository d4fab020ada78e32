"""Who may do what, and who may see whom: one table, held against every address of the product.

A cell says how far a role reaches on pages of a kind:

    .   may not do it: 403
    y   may do it
    o   one's own children, t those of the team, s of the service, c those one chairs for,
        a all: 200; others 404
    n   may do it, but sees none: 404

Restricted records are 404 for everybody but their named readers.
"""

import datetime
from functools import lru_cache

import pytest
from django.urls import get_resolver, reverse
from tests.factories.canaries import HELD, RESTRICTED, TODAY, child_id, named_in

from lineofsight.web.data_quality.models import FileCheck
from lineofsight.web.frameworks.queries import pack_on
from lineofsight.web.people import roles
from lineofsight.web.people.references import child_reference
from lineofsight.web.performance.models import ChartRestart
from lineofsight.web.practice.models import CandidateTheme, FollowUp, Turn
from lineofsight.web.practice.services import themes
from lineofsight.web.reporting.models import Report

pytestmark = pytest.mark.django_db

COLUMNS = {
    "SW": "social-worker", "TM": "team-manager", "GM": "group-manager", "AP": "asw",
    "QA": "sqa", "IR": "iro", "PM": "practice-manager", "AN": "analyst",
    "AD": "assistant-director", "DI": "director", "PS": "principal-social-worker",
    "LM": "lead-member", "PA": "partner", "AM": "administrator",
}  # fmt: skip
LIKE = {
    "cp-chair": "iro",
    "board-director-executive": "lead-member",
    "board-director-non-executive": "lead-member",
    "scrutiny": "lead-member",
    "commissioner": "lead-member",
}
POLICY = """
    kind           SW TM GM AP QA IR PM AN AD DI PS LM PA AM
    anybody        y  y  y  y  y  y  y  y  y  y  y  y  y  y
    figures        y  y  y  y  y  y  y  y  y  y  y  y  y  .
    comment        .  y  y  .  y  .  .  y  y  y  .  .  .  .
    target         .  .  .  .  .  .  .  y  y  .  .  .  .  .
    raise-action   .  y  y  .  .  .  .  .  y  .  .  .  .  .
    children       o  t  s  a  a  a  s  a  a  a  a  .  .  .
    child          o  t  s  a  a  a  s  a  a  a  a  .  .  .
    reasoned       y  y  y  y  y  y  y  y  y  y  y  .  .  .
    data           .  .  .  .  .  .  .  y  .  .  .  .  .  .
    load           .  .  .  .  .  .  .  y  .  .  .  .  .  .
    own-data       y  y  y  .  .  .  .  y  .  .  .  .  .  .
    finding        o  t  s  a  a  a  s  a  a  a  a  .  .  .
    put-right      o  t  s  .  .  .  .  a  a  .  .  .  .  .
    returns        .  y  y  .  .  .  .  y  y  .  .  .  .  .
    sign-return    .  .  y  .  .  .  .  .  y  .  .  .  .  .
    take-back      .  .  n  .  .  .  .  .  n  .  .  .  .  .
    reviews        .  .  y  .  y  .  .  y  y  .  .  .  .  .
    integrity      .  .  .  .  y  .  .  y  .  .  .  .  .  .
    my-practice    y  y  y  y  y  y  y  y  y  y  y  .  .  .
    programme      .  .  y  .  y  .  .  y  y  y  y  .  .  .
    turn           n  n  y  n  y  n  n  y  y  y  y  .  .  .
    planning       .  .  .  .  y  .  .  .  .  .  .  .  .  .
    audit          o  s  s  a  a  c  s  .  a  a  a  .  .  .
    audit-file     o  s  s  a  a  c  s  .  a  a  a  .  .  .
    auditing       .  p  n  .  n  n  n  .  n  .  .  .  .  .
    beginning      .  y  y  .  y  y  y  .  y  .  .  .  .  .
    dip-sample     .  n  n  .  n  n  n  .  n  .  .  .  .  .
    dip-result     n  n  n  n  n  n  n  .  n  n  n  .  .  .
    sessions       .  y  y  .  y  y  y  y  y  y  y  .  .  .
    session        .  n  n  .  n  n  n  n  n  n  n  .  .  .
    moderating     .  .  w  .  .  .  .  .  .  .  .  .  .  .
    sharing        .  n  n  .  n  n  n  .  n  .  .  .  .  .
    raise-concern  o  s  s  a  a  c  s  .  a  .  .  .  .  .
    concern        n  s  s  a  a  c  s  .  a  a  .  .  .  .
    raise-child    o  t  s  a  a  a  s  .  a  .  .  .  .  .
    dispute        n  n  n  n  n  n  n  .  n  n  .  .  .  .
    concerns       y  y  y  y  y  y  y  .  y  y  .  .  .  .
    recheck        .  .  .  y  .  .  .  .  .  .  .  .  .  .
    loop-step      n  n  n  n  n  n  n  .  n  n  n  .  .  .
    actions        y  y  y  y  y  y  y  .  y  y  y  .  .  .
    own-action     y  y  y  y  y  y  y  .  y  y  y  .  .  .
    action         n  t  s  a  a  c  s  .  a  a  a  .  .  .
    improvement    y  y  y  y  y  y  y  .  y  y  y  .  .  .
    one-of-those   n  n  n  n  n  n  n  .  n  n  n  .  .  .
    challenging    .  y  y  .  .  .  .  .  y  .  .  .  .  .
    person         .  y  n  .  .  .  .  .  n  .  .  .  .  .
    registering    .  .  y  .  y  .  .  y  y  .  .  .  .  .
    learning       .  .  y  .  y  .  .  y  y  .  .  .  .  .
    acknowledging  .  .  .  .  .  a  .  .  .  .  .  .  .  .
    themes         y  y  y  y  y  y  y  y  y  y  y  .  .  .
    my-line        y  y  y  y  y  y  y  .  y  y  y  .  .  .
    coding         .  .  n  .  n  .  .  .  .  .  .  .  .  .
    say-impact     n  t  s  a  a  n  n  .  a  .  .  .  .  .
    change-action  .  t  s  .  .  .  .  .  a  .  .  .  .  .
    reports        .  y  y  .  y  .  .  y  y  y  y  y  .  .
    draft          .  n  y  .  y  .  .  y  y  y  n  n  .  .
    write-report   .  .  y  .  y  .  .  y  y  .  .  .  .  .
    plan-report    .  y  y  .  y  .  .  y  y  .  .  .  .  .
    make-report    .  .  y  .  y  .  .  y  y  y  .  .  .  .
    sign-report    .  .  .  .  .  .  .  .  y  y  .  .  .  .
    partners       .  .  y  .  y  .  .  y  y  .  .  .  y  .
    one-event      .  .  n  .  n  .  .  n  n  .  .  .  n  .
    dashboard      .  y  y  .  y  .  .  y  y  y  y  y  y  .
    of-an-agency   .  .  .  .  .  .  .  .  .  .  .  .  n  .
    referrals      y  y  y  y  y  y  y  y  y  y  y  .  .  .
    referral       n  n  n  n  n  n  n  n  n  n  n  .  .  .
    referring      n  n  n  n  n  n  n  .  n  .  .  .  .  .
    feedback       y  y  y  y  y  y  y  .  y  y  y  .  y  .
    telling        n  n  n  n  n  y  n  .  n  .  .  .  y  .
    boards         .  .  y  .  y  .  .  y  y  y  .  .  .  .
    board          .  .  n  .  n  .  .  n  n  n  .  .  .  .
    people         .  .  .  .  .  .  .  .  .  .  .  .  .  y
    restrictions   .  .  .  .  y  .  .  .  .  y  .  .  .  .
    restriction    .  .  .  .  n  .  .  .  .  n  .  .  .  .
    activity       .  .  .  .  y  .  .  .  y  y  .  .  .  y
    framework      .  .  .  .  y  .  .  y  y  y  .  .  .  y
    adopt          .  .  .  .  .  .  .  .  .  .  .  .  .  y
    calendar       .  .  y  .  y  .  .  y  y  y  y  .  .  y
    gallery        .  .  .  .  .  .  .  y  .  .  .  .  .  y
"""
REACH = {
    "o": {"south1"},
    "t": {"south1", "south2"},
    "s": {"south1", "south2", "north1"},
    "c": {"south1"},
    "a": {"south1", "south2", "north1", "east1", "nobody1"},
    "p": {"north1"},  # the team manager's own part, still to be done: as peer auditor
    "w": {"south2"},  # waits for moderation
    "n": set(),
}
# Whoever is told of a safeguarding concern reads it, also about a restricted child: somebody
# has to act at once. The team manager was told of all concerns about children of the team.
ALSO = {("team-manager", "concern"): {"hidden1"}}

# Where each address stands in the table. `post` after the kind: it takes a form only.
PLACES = """
    anybody        home:home home:help home:freshness people:me frameworks:standards
    anybody        connections:home connections:notices connections:notice
    anybody post   people:stay connections:digest connections:calendar
    anybody post   connections:new_key connections:withdraw
    figures        performance:scorecard performance:scorecard_csv performance:measure
    figures        performance:scorecard_document
    figures        performance:figures_csv performance:chart performance:search
    figures        performance:differences performance:published
    comment        performance:comment
    target         performance:target performance:restart
    target post    performance:withdraw_restart
    raise-action   performance:action
    children       performance:children performance:take performance:trackers
    children       performance:tracker performance:reconciled
    child          performance:child performance:readings submissions:changes
    reasoned       people:reasoned performance:ask
    reasoned post  people:end_access
    data           submissions:home submissions:load submissions:snapshot submissions:problems
    data           submissions:fix-list
    load           submissions:upload
    figures        data_quality:home data_quality:runs data_quality:rules
    figures        data_quality:characteristic
    children       data_quality:list data_quality:export
    own-data       data_quality:mine
    finding        data_quality:finding
    put-right      data_quality:act-on-one
    put-right post data_quality:act
    returns        data_quality:readiness data_quality:return
    sign-return    data_quality:sign
    take-back      data_quality:withdraw
    load           data_quality:check-files data_quality:file-check data_quality:decide
    reviews        data_quality:relevance data_quality:integrity
    integrity      data_quality:new-integrity
    my-practice    practice:mine practice:home
    programme      practice:board practice:plans practice:plan
    programme      practice:year practice:year-of practice:programme practice:away
    programme      practice:planner practice:planned-theme
    programme post practice:draw-again practice:decide-exemption
    my-practice    practice:my-time
    my-practice post practice:cancel-absence
    turn           practice:turn
    planning       practice:commission practice:reallocate practice:excuse practice:move-plan
    planning       practice:give-up practice:choose-records
    planning post  practice:issue practice:plan-year practice:planned-theme-step
    planning       practice:swap practice:test_figure practice:checker practice:hand-over
    planning post  practice:remind practice:draw
    audit          practice:audit
    audit-file     practice:file practice:file-word
    auditing       practice:domain practice:heard practice:check practice:evidence
    auditing       practice:all-on-one-page practice:leave-out
    beginning      practice:choose practice:begin
    dip-sample     practice:dip-sample
    dip-result     practice:dip-result
    sessions       practice:sessions practice:agreement
    programme      practice:criteria practice:taking-part
    session        practice:session
    auditing lead  practice:learning practice:actions practice:question
    auditing post  practice:autosave
    moderating     practice:moderate practice:moderate-check practice:send-back
    sharing        practice:share
    raise-concern  practice:raise-concern
    concern        practice:concern
    concerns       practice:concerns practice:disputes
    raise-child    practice:raise-about
    dispute        practice:dispute
    recheck        practice:recheck
    loop-step      practice:loop-step
    planning       practice:give-step
    actions        actions:mine actions:all actions:export
    own-action     actions:stage
    say-impact     actions:impact
    improvement    improvement:home improvement:acknowledgements
    one-of-those   improvement:challenge improvement:review improvement:learning
    challenging    improvement:new-challenge
    person         improvement:new-person-challenge
    registering    improvement:new-review
    learning       improvement:new-learning
    acknowledging  improvement:acknowledge
    themes         practice:themes
    my-line        practice:my-learning
    planning       practice:theme
    coding         practice:code-themes
    change-action  actions:reject actions:replace
    action         actions:action
    change-action  actions:due actions:hand-over
    reports        reporting:home
    reasoned       reporting:books reporting:book reporting:book-file
    draft          reporting:report
    draft empty    reporting:download
    write-report   reporting:correct reporting:section
    plan-report    reporting:action
    write-report post reporting:compile reporting:send
    make-report    reporting:check
    make-report post reporting:send-back
    sign-report post reporting:sign reporting:publish reporting:resume
    sign-report    reporting:pause
    partners       partnership:home
    one-event      partnership:event
    dashboard      partnership:dashboard
    of-an-agency   partnership:enter partnership:return
    planning       partnership:seats
    registering    partnership:new-event
    one-of-those   partnership:returns
    referrals      partnership:referrals
    referral       partnership:referral boards:recommendation
    referring      partnership:refer
    feedback       improvement:feedback
    telling        improvement:new-feedback
    boards         boards:home boards:new-meeting boards:year
    board          boards:meeting boards:recommend boards:agenda-sent
    board post     boards:heard
    people         people:list people:add people:units people:person people:give_role
    people         people:set_password people:end_role people:delegate
    people         connections:keys connections:post
    people post    people:close
    restrictions   people:restrictions
    restriction    people:restriction
    activity       people:activity
    framework      frameworks:framework frameworks:version
    anybody        frameworks:own-checks frameworks:own-check
    adopt          frameworks:adopt frameworks:confirm frameworks:choice frameworks:review
    adopt          frameworks:document
    calendar       home:programme_calendar
    gallery        home:gallery
"""
# Signing in, one's own account and the public pages: held by tests/web/people. What a key opens:
# by tests/web/api and tests/web/home.
ELSEWHERE = ("account_", "mfa_", "openid_", "socialaccount_", "home:accessibility",
             "home:privacy", "home:keyboard", "home:problem", "home:demo", "home:calendar_feed",
             "api:")  # fmt: skip
NOT_FOUND_HERE = {
    "actions:stage", "connections:notice", "practice:actions", "practice:begin",
    "practice:choose-records",
    "practice:give-step", "practice:learning", "practice:leave-out", "practice:question",
    "reporting:action", "reporting:book", "reporting:book-file",
    "reporting:check", "reporting:correct", "reporting:download",
    "reporting:section",
}  # fmt: skip
"""Pages for which this world has nothing in the right state: whoever may do it gets a 404."""
FIGURE = "?unit=all&month=2026-10"


@lru_cache
def policy() -> dict[str, dict[str, str]]:
    """Role → kind → cell."""
    head, *rows = (line.split() for line in POLICY.strip().splitlines())
    table = {COLUMNS[code]: {} for code in head[1:]}
    for kind, *cells in rows:
        for code, cell in zip(head[1:], cells, strict=True):
            table[COLUMNS[code]][kind] = cell
    return table


@lru_cache
def places() -> dict[str, tuple[str, bool]]:
    """Address → (kind, takes a form only)."""
    found = {}
    for line in PLACES.strip().splitlines():
        kind, *names = line.split()
        is_post = names[0] == "post"
        for name in names:
            if ":" in name:
                assert name not in found, f"{name} stands in the table twice"
                found[name] = (kind, is_post)
    return found


def every_name(patterns=None, namespace=""):
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from every_name(pattern.url_patterns, inner)
        else:
            yield f"{namespace}{pattern.name}"


def test_every_address_of_the_product_stands_in_the_table():
    named = {name for name in every_name() if not name.startswith(ELSEWHERE)}

    assert named == set(places())


def test_every_role_of_the_framework_stands_in_the_table():
    assert set(roles.roles()) == set(COLUMNS.values()) | set(LIKE)


@pytest.mark.parametrize("role", sorted(LIKE))
def test_a_role_without_a_column_of_its_own_is_like_another(role):
    mine, other = roles.role(role), roles.role(LIKE[role])

    assert set(mine.permissions) == set(other.permissions)
    assert (mine.scope, mine.aggregates_only) == (other.scope, other.aggregates_only)


@pytest.fixture
def report(world) -> Report:
    """A report that somebody is still to compile."""
    return Report.objects.create(
        definition_key="monthly-quality", title="Monthly report", audience="everyone",
        period_id="2026-10",
    )  # fmt: skip


@pytest.fixture
def addresses(world, report):
    """Of an address of the product → its URL for each child it can be about, or for None."""

    def urls(name: str) -> dict[str | None, str]:
        kind, _ = places()[name]
        made = _about_children(world, name, kind)
        return made if made else {None: _plain(world, report, name)}

    return urls


def _about_children(world, name: str, kind: str) -> dict[str | None, str]:
    if kind == "child":
        return {key: reverse(name, args=[child_reference(child_id(key))]) for key in HELD}
    if kind in ("raise-child", "acknowledging"):
        key = "immediate-concern" if kind == "raise-child" else "practice-acknowledgement"
        return {each: reverse(name, args=[child_reference(child_id(each)), key]) for each in HELD}
    if kind in ("audit", "audit-file", "auditing", "moderating", "sharing", "raise-concern"):
        more = ["plans"] if name in DOMAIN_PAGES else [1] if name == "practice:question" else []
        more = ["peer"] if name == "practice:leave-out" else more
        chosen = ("south1", "hidden1") if kind == "audit-file" else tuple(world.audits)
        return {key: reverse(name, args=[world.audits[key].pk, *more]) for key in chosen}
    if kind == "finding" or name == "data_quality:act-on-one":
        return {key: reverse(name, args=[each.pk]) for key, each in world.findings.items()}
    if kind == "concern":
        return {key: reverse(name, args=[each.pk]) for key, each in world.concerns.items()}
    if kind in ("action", "change-action", "say-impact"):
        return {key: reverse(name, args=[each.pk]) for key, each in world.actions.items()}
    if kind == "recheck":
        due = {key: FollowUp.objects.get(audit=world.audits[key]) for key in ("south1", "hidden1")}
        return {key: reverse(name, args=[each.pk]) for key, each in due.items()}
    return {}


DOMAIN_PAGES = ("practice:domain", "practice:autosave", "practice:evidence")


def _plain(world, report, name: str) -> str:
    audit = world.audits["north1"]
    someone, held = world.people["peer"], world.people["peer"].assignments.get()
    args = {
        "performance:chart": ["ASM03", "svg"],
        "actions:stage": [999_999, "analysis"],
        "performance:withdraw_restart": ["ASM03", 1],
        "performance:tracker": ["assessments-to-finish"],
        "submissions:load": [world.load.pk],
        "connections:notice": [999_999],
        "frameworks:choice": ["programmes/case-file-audits/release/due"],
        "frameworks:version": [audit.adopted_id],
        "frameworks:document": ["practice-standards"],
        "frameworks:own-check": ["voice-of-the-child"],
        "home:programme_calendar": [2026],
        "practice:begin": ["nothing-like-it"],
        "practice:programme": ["case-file-audits"],
        "practice:issue": ["mid-way-audits"],
        "practice:plan-year": ["chairs-audits"],
        "practice:commission": ["targeted-audits"],
        "practice:year-of": [2026],
        "practice:swap": [audit.plan_id, audit.sampled_id],
        "practice:hand-over": [audit.pk, "peer"],
        "practice:checker": [FollowUp.objects.get(audit=world.audits["south1"]).pk],
        "reporting:section": [report.pk, "how-much"],
        "reporting:download": [report.pk, "html"],
        "reporting:book-file": [report.pk, 0],
        "performance:scorecard_document": ["xlsx"],
        "people:end_role": [held.pk],
        "partnership:enter": ["conference-attendance"],
        "partnership:refer": [child_reference(child_id("south1")), "practice-review"],
        "boards:heard": [1, 1],
        "boards:year": [2026],
        "data_quality:return": ["cin"],
        "data_quality:sign": ["cin"],
        "data_quality:decide": ["item", "ssd_person.pers_dob"],
        "data_quality:withdraw": [999_999],
        "data_quality:characteristic": [world.findings["south1"].last_run_id, "accurate"],
        "people:delegate": [held.pk],
    }.get(name)
    if args is None:
        args = _by_prefix(world, report, someone, name)
    figures = name.startswith("performance:")
    test = "?indicator=ASM03&period=2026-10&unit=all&show=counted"
    return reverse(name, args=args) + (FIGURE if figures else test if name == "practice:test_figure"
                                       else "")  # fmt: skip


def _by_prefix(world, report, someone, name: str) -> list:
    """What an address names, by the kind of thing it is about."""
    pattern = "".join(_pattern_of(name))
    if "snapshot_id" in pattern:
        return [world.load.snapshot_id]
    if "indicator_id" in pattern:
        return ["ASM03"]
    if "<int:pk>" not in pattern:
        return []
    if name.startswith("reporting:"):
        return [report.pk]
    if name in ("practice:turn", "practice:reallocate", "practice:excuse"):
        return [_turn(world).pk]
    if name.startswith("practice:planned-theme"):
        return [_theme().pk]
    if name == "practice:theme":
        return [themes.take_from(pack_on(TODAY))[0].pk]
    if name == "people:restriction":
        return [1]
    if name == "data_quality:file-check":
        return [_file_check(world).pk]
    if name.startswith("people:"):
        return [someone.pk]
    return [world.audits["north1"].plan_id]


def _turn(world) -> Turn:
    """A manager's turn of a month, of which it is still to be said whom it is about."""
    plan = world.audits["north1"].plan
    return Turn.objects.get_or_create(
        plan=plan, programme_key="mid-way-audits", month=datetime.date(2026, 11, 1),
        holder=world.people["east-manager"], due_on=datetime.date(2026, 11, 30),
    )[0]  # fmt: skip


def _file_check(world) -> FileCheck:
    return FileCheck.objects.get_or_create(
        by=world.people["analyst"], collection_year=2026, state=FileCheck.State.REFUSED,
        outcome="The file is no return.",
        defaults={"at": datetime.datetime(2026, 11, 2, 9, tzinfo=datetime.UTC)},
    )[0]  # fmt: skip


def _theme() -> CandidateTheme:
    return CandidateTheme.objects.get_or_create(
        title="Voice in plans", why="Seldom seen", raised_how="Supervision",
        raised_on=datetime.date(2026, 11, 2),
        defaults={"recorded_at": datetime.datetime(2026, 11, 2, 9, tzinfo=datetime.UTC)},
    )[0]  # fmt: skip


def _pattern_of(name: str, patterns=None):
    space, _, last = name.rpartition(":")
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if hasattr(pattern, "url_patterns"):
            if (pattern.namespace or "") == space:
                yield from (str(p.pattern) for p in pattern.url_patterns if p.name == last)
        elif not space and pattern.name == last:
            yield str(pattern.pattern)


def expected(role: str, name: str, key: str | None) -> int:
    """What the table says comes back, 200 standing for any page or forwarding."""
    kind, is_post = places()[name]
    cell = policy()[role][kind]
    if cell == ".":
        return 403
    if is_post:
        return 405
    if key is None:
        return 404 if cell == "n" or name in NOT_FOUND_HERE else 200
    reach = REACH["a" if cell == "y" else cell] | ALSO.get((role, kind), set())
    if key in RESTRICTED and key not in ALSO.get((role, kind), ()):
        return 404
    if kind == "auditing" and name in NOT_FOUND_HERE:
        return 404
    return 200 if key in reach else 404


@pytest.mark.parametrize("role", COLUMNS.values())
def test_a_role_gets_what_the_table_says_and_nothing_else(role, client_for, addresses):
    ChartRestart.objects.all().delete()
    client, wrong = client_for(role), []
    for name, (kind, _) in places().items():
        for key, url in addresses(name).items():
            wanted = expected(role, name, key)
            if kind == "child" and name != "performance:child" and key not in SHORT:
                continue
            if wanted == 403 and key not in (None, "south1", "hidden1"):
                continue  # what one may not do, one may not do for any child
            got = client.get(url).status_code
            got = 200 if got == 302 and wanted == 200 else got
            if got != wanted:
                wrong.append(f"{name} about {key}: {got} instead of {wanted}")
    assert wrong == []


SHORT = ("south1", "hidden1", "east1")
LISTS = (
    f"/performance/measures/ASM03/children/{FIGURE}&show=counted",
    f"/performance/measures/ASM03/children/{FIGURE}&show=not-counted",
    "/performance/due/assessments-to-finish/?show=all",
)


def _body(response) -> str:
    return response.content.decode() if response.status_code == 200 else ""


@pytest.mark.parametrize("role", COLUMNS.values())
def test_a_list_a_search_and_a_download_name_nobody_beyond_ones_reach(role, client_for):
    client, cell = client_for(role), policy()[role]["children"]
    reach = REACH.get(cell, set()) - {"nobody1"}
    lists = [named_in(_body(client.get(url))) for url in LISTS]
    search = named_in(_body(client.post("/performance/search/", {"q": "Qz"})).split("<h2>")[-1])
    taken = [
        named_in(_body(client.post(url.replace("children/", "children/take/"),
                                   {"reason": "For supervision"})))
        for url in LISTS[:2]
    ]  # fmt: skip

    assert set.union(*lists) == reach
    assert lists[2] == reach
    assert set.union(*taken) == reach
    assert search - {"nobody1"} == reach


@pytest.mark.parametrize("key", sorted(RESTRICTED))
def test_a_named_reader_opens_a_restricted_record(key, client_for):
    response = client_for("keeper").get(
        reverse("performance:child", args=[child_reference(child_id(key))])
    )

    assert response.status_code == 200
    assert named_in(response.content.decode()) == {key}


def test_a_published_report_is_for_those_who_may_see_reports(client_for, report, addresses):
    """A draft is not there for a reader; in what formats the published one is, see reporting."""
    for role, cells in policy().items():
        status = client_for(role).get(f"/reports/{report.pk}/").status_code
        assert (role, status) == (role, {".": 403, "n": 404, "y": 200}[cells["draft"]])
