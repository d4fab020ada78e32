"""What stands beside a form, what its answers are counted by, and who took part."""

import datetime

import pytest
import yaml
from django.urls import reverse
from lxml import html as lxml_html
from tests.factories.practice import complete

from lineofsight.packs import load_pack, read_pack
from lineofsight.packs.load import LIBRARY
from lineofsight.web import clock
from lineofsight.web.frameworks import services as frameworks
from lineofsight.web.people.models import OrgUnit
from lineofsight.web.people.naming import NamesAChild
from lineofsight.web.performance.responsible import responsible_for
from lineofsight.web.practice import by_criterion, self_check, subjects, taking_part
from lineofsight.web.practice.models import Answer, AuditPart, Conversation
from lineofsight.web.practice.raising_rights import acts_of_child
from lineofsight.web.practice.services import carrying_out, moderating

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 3, 2)
YEAR_AGO = datetime.date(2025, 3, 2)


def text(response):
    assert response.status_code == 200
    return " ".join(lxml_html.fromstring(response.content.decode()).text_content().split())


def sent(world, activity, child="SOUTH-001", *, by=None, answers=None, service=None):
    """One audit of that kind, done and sent; `answers` by question key instead of the usual."""
    about = subjects.child(child, world.snapshot, clock.today())
    audit = world.begin(activity, by or world.north, about)
    if service:
        type(audit).objects.filter(pk=audit.pk).update(service_id=service)
    for part in audit.parts.select_related("audit__adopted", "auditor"):
        complete(part)
        for key, given in (answers or {}).items():
            Answer.objects.filter(part=part, question_key=key).update(text=given)
        carrying_out.send(part, by=part.auditor)
    return audit


def test_sandwells_ethos_stands_on_the_form_and_says_what_of_it_is_assumed(under, client_of):
    world = under("sandwell", qa="qa-officer")
    audit = world.begin("practice-review", world.north)
    part = audit.parts.get(key="records-review")
    key = next(each.key for each in audit.activity.domains_of(part.declared))
    shown = text(client_of(world.north).get(reverse("practice:domain", args=[audit.pk, key])))
    assert "Our ethos and principles" in shown
    assert "Children are at the heart of all that we do" in shown
    assert "the framework names this and does not give its text" in shown
    whole = reverse("practice:all-on-one-page", args=[audit.pk])
    assert text(client_of(world.north).get(whole)).count("Our ethos and principles") == 1


def test_a_framework_without_principles_shows_none(under, client_of):
    world = under("tameside")
    audit = world.begin("collaborative-audit", world.north)
    page = reverse("practice:domain", args=[audit.pk, "practice-standards"])
    assert "ethos" not in text(client_of(world.north).get(page))


def test_a_question_says_which_criterion_of_inspection_it_answers_to(under, client_of):
    world = under("tameside")
    audit = world.begin("collaborative-audit", world.north)
    page = reverse("practice:domain", args=[audit.pk, "practice-standards"])
    shown = text(client_of(world.north).get(page))
    assert "Inspection: The impact of leaders" in shown
    assert "Inspection: Children in care" in shown


@pytest.fixture
def tameside(under):
    """Four audits of children of two services, answered in two ways."""
    world = under("tameside", qa="quality-manager")
    for number in range(1, 5):
        south = number < 3
        answers = {"risk-understood": "yes" if south else "no", "leaders-see": "partly",
                   "danger-statement": "yes" if south else "no"}  # fmt: skip
        sent(world, "collaborative-audit", f"SOUTH-00{number}", answers=answers,
             service="ASSESSMENT" if south else "CARE")  # fmt: skip
    return world


def test_answers_are_counted_by_criterion_of_inspection_and_by_service(tameside):
    found = {each.title: each for each in by_criterion.headings(tameside.pack, YEAR_AGO, TODAY)}
    protected = found["Children who need help and protection"]
    assert protected.is_criterion and protected.is_assumed
    asked = {row.title: row.counts for row in protected.questions}
    assert asked["Is risk understood and answered?"] == {"yes": 2, "no": 2}
    assert [row.title for row in protected.services] == ["Assessment", "Through Care"]


def test_signs_of_safety_is_told_service_by_service_for_consistency(tameside):
    found = {each.title: each for each in by_criterion.headings(tameside.pack, YEAR_AGO, TODAY)}
    signs = found["Signs of Safety"]
    assert not signs.is_criterion
    assessment, care = signs.services
    assert assessment.total == care.total == 10
    assert (assessment.share, care.share) == (100, 80)
    assert signs.spread == 20


def test_too_few_answers_give_no_share_and_no_distance(under):
    world = under("tameside")
    sent(world, "collaborative-audit", answers={"risk-understood": "no"}, service="ASSESSMENT")
    signs = by_criterion.headings(world.pack, YEAR_AGO, TODAY)[-1]
    assert signs.title == "Signs of Safety"
    assert (signs.services[0].total, signs.services[0].share, signs.spread) == (5, None, None)


def test_answers_before_the_span_or_not_sent_do_not_count(tameside):
    later = by_criterion.headings(
        tameside.pack, TODAY + datetime.timedelta(1), TODAY.replace(day=9)
    )
    assert all(not each.services for each in later)
    unsent = tameside.begin("collaborative-audit", tameside.south)
    complete(unsent.parts.get())
    signs = by_criterion.headings(tameside.pack, YEAR_AGO, TODAY)[-1]
    assert signs.whole.total == 20


def test_the_page_of_criteria_is_for_those_who_see_the_programme(tameside, client_of, client_as):
    told = text(client_of(tameside.qa).get(reverse("practice:criteria")))
    assert "What inspection looks for" in told and "Signs of Safety" in told
    assert "Services lie 20 points apart" in told
    assert "SOUTH-001" not in told
    assert client_of(tameside.worker).get(reverse("practice:criteria")).status_code == 403


def test_taking_part_is_counted_once_a_person_by_role_and_service(tameside):
    found = taking_part.between(YEAR_AGO, TODAY)
    assert dict(found.ways)["Carried out an activity"] == 1, "four audits by one manager"
    assert tameside.north not in found.missing
    assert tameside.south in found.missing
    assert found.whole.staff == found.whole.took_part + len(found.missing)
    managers = next(row for row in found.by_role if row.title == "Team Manager")
    assert (managers.staff, managers.took_part, round(managers.share)) == (3, 1, 33)
    assert sum(row.staff for row in found.by_service) == found.whole.staff


def test_a_worker_who_was_heard_took_part_and_members_are_no_staff(tameside, person):
    member = person("lead-member")
    before = taking_part.between(YEAR_AGO, TODAY)
    Conversation.objects.filter(key="worker").update(held_on=datetime.date(2026, 2, 20))
    after = taking_part.between(YEAR_AGO, TODAY)
    assert tameside.worker not in after.missing
    assert dict(after.ways)["Was heard as the worker of the record"] == 1
    assert member not in after.missing
    assert after.whole.staff == before.whole.staff


def test_names_of_those_who_have_not_taken_part_are_for_the_programmes_manager(
    tameside, client_of, client_as
):
    page = reverse("practice:taking-part")
    head = text(client_as("head-of-service").get(page))
    assert "members of staff have taken part in quality assurance" in head
    assert "Priya Nair" not in head
    assert "Priya Nair" in text(client_of(tameside.qa).get(page))
    assert client_of(tameside.worker).get(page).status_code == 403


def test_who_answers_for_a_case_is_told_with_the_points_of_hand_over(under, ashmere):
    world = under("worcestershire")
    found = responsible_for("SOUTH", TODAY)
    assert (found.manager, found.team) == (world.south.name, ashmere.south.name)
    assert [each.title for each in found.points] == [
        "Initial child protection conference", "First child in need meeting",
        "Step down to targeted family support",
    ]  # fmt: skip
    assert found.points[0].to == "Locality Safeguarding"
    assert responsible_for("NOWHERE", TODAY) is None
    assert responsible_for(None, TODAY) is None


def test_a_service_the_framework_names_no_point_of_tells_none(under):
    under("worcestershire")
    unit = OrgUnit.objects.get(code="EAST")
    assert [p.title for p in responsible_for(unit.code, TODAY).points] == [
        "The young person leaves care"
    ]
    assert not load_pack("wirral").handovers


def test_a_child_not_seen_beside_a_good_grade_for_hearing_is_asked_about_whatever_the_keys(
    under, client_of
):
    """Which question and which domain are meant is said in the pack, not by their keys."""
    changed = yaml.safe_load((LIBRARY / "sandwell.yaml").read_text(encoding="utf-8"))
    changed["version"] = "another"
    review = next(a for a in changed["activity_types"] if a["key"] == "practice-review")
    judged = next(d for d in review["form"]["domains"] if d.get("graded", True))
    judged["hears_the_child"] = True
    judged["questions"] = [
        {"key": "met", "text": "Met?", "kind": "yes-no-partly", "asks_if_seen": True},
        *judged.get("questions", []),
    ]
    pack = read_pack(yaml.safe_dump(changed, allow_unicode=True), where="changed.yaml")
    world = under("sandwell", qa="qa-officer")
    frameworks.adopt(pack, by=None, from_on=datetime.date(2026, 1, 1))
    audit = world.begin("practice-review", world.north)
    part = next(
        each for each in audit.parts.select_related("audit__adopted", "auditor")
        if judged["key"] in {d.key for d in audit.activity.judged_in(each.declared)}
    )  # fmt: skip
    complete(part)
    for answer, is_warned in (("no", True), ("yes", False)):
        Answer.objects.filter(part=part, question_key="met").update(text=answer)
        found = {each.key for each in self_check.warnings(AuditPart.objects.get(pk=part.pk))}
        assert (f"not-seen/{judged['key']}" in found) is is_warned


def test_the_childs_page_leads_to_what_one_may_begin_about_the_child(under):
    world = under("sandwell", qa="qa-officer")
    mine = [act.label for act in acts_of_child(world.qa, "SOUTH-001")]
    kinds = {f"Begin: {a.title}" for a in world.pack.activity_types if a.record == "child"}
    assert set(mine) & kinds
    begin = next(act for act in acts_of_child(world.qa, "SOUTH-001") if act.label in kinds)
    assert "?child=" in begin.url and "SOUTH-001" not in begin.url
    assert not [a for a in acts_of_child(world.worker, "SOUTH-001") if a.label in kinds]


def test_what_a_moderator_says_there_is_to_learn_names_no_child(under):
    world = under("sandwell", qa="qa-officer")
    audit = sent(world, "practice-review")
    audit.refresh_from_db()
    decisions = {domain.key: moderating.Decision("good") for domain in audit.activity.judged}
    feedback = {each.key: "Said." for each in audit.activity.moderation.feedback}
    said = {"by": world.qa, "feedback": feedback}
    with pytest.raises(NamesAChild, match="names the child"):
        moderating.confirm(audit, decisions, learning="South-001 was not asked.", **said)
    audit.refresh_from_db()
    assert not audit.is_judged
    moderating.confirm(audit, decisions, learning="Somebody was not asked.", **said)
    audit.refresh_from_db()
    assert audit.is_judged


def test_a_child_of_one_service_is_offered_no_activity_of_another(under):
    world = under("worcestershire", qa="sqa")
    offered = {act.label for act in acts_of_child(world.qa, "SOUTH-001")}
    assert "Begin: Targeted audit" in offered
    assert "Begin: Adoption audit" not in offered
    assert "Begin: Residential audit" not in offered


def test_whoever_comes_from_the_childs_page_is_asked_for_no_number(under, client_of):
    world = under("sandwell", qa="qa-officer")
    begin = next(a for a in acts_of_child(world.qa, "SOUTH-001") if a.label.startswith("Begin: "))
    client = client_of(world.qa)

    page = client.get(begin.url).content.decode()
    assert "<strong data-private>" in page and 'type="hidden" name="child"' in page

    plain = client.get(begin.url.partition("?")[0]).content.decode()
    assert 'type="text" name="child"' in plain
    unknown = client.get(f"{begin.url.partition('?')[0]}?child=NOBODY-1").content.decode()
    assert 'type="text" name="child"' in unknown and "NOBODY-1" not in unknown


def test_who_did_two_parts_and_plans_the_actions_in_the_second_can_share_the_audit(
    under, client_of
):
    world = under("worcestershire", qa="sqa")
    audit = sent(world, "multi-agency-audit", by=world.qa)
    assert [part.declared.plans_actions for part in audit.parts.all()] == [False, True]
    audit.refresh_from_db()
    assert audit.state == "moderated"

    assert client_of(world.qa).get(reverse("practice:share", args=[audit.pk])).status_code == 200
