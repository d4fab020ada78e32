"""Does a pack hang together? Its references, beyond the shape of each part.

Each complaint has the path to what is wrong, so that the loader can name the line.
"""

from collections import Counter
from collections.abc import Collection, Iterator

from lineofsight.packs.activities import ActivityType, Loop, Who
from lineofsight.packs.check_conditions import conditions
from lineofsight.packs.check_duties import duties, held_by_nobody
from lineofsight.packs.check_guidance import guidance
from lineofsight.packs.check_reports import reports_and_partners, used_indicators
from lineofsight.packs.faults import Complaint, nearest
from lineofsight.packs.local_rules import Records, local_rules
from lineofsight.packs.model import Pack
from lineofsight.packs.programmes import Programme, Rule
from lineofsight.packs.ranges import out_of_range
from lineofsight.packs.references import keys_of, unknown

NEEDED_TERMS = (
    "audit", "standard", "auditor", "moderator", "moderation", "follow-up", "footprint",
    "loop-closed", "action-plan", "concern", "worker", "manager", "programme", "sample",
)  # fmt: skip
"""What every page has a word for; the pack says which."""

NEEDS_A_ROLE = {Who.HOLDER_OF_ROLE, Who.HOLDER_OF_ROLE_IN_THE_SERVICE}


def complaints(
    pack: Pack,
    *,
    permissions: Collection[str] | None = None,
    indicators: Collection[str] | None = None,
    records: Records | None = None,
) -> list[Complaint]:
    """Everything in the pack that refers to nothing, or contradicts itself.

    `permissions` and `indicators` are the ids that exist in the product, `records` the tables
    that rules can be about; without them those references are not looked at.
    """
    return [
        *_twice(pack),
        *_terms(pack),
        *guidance(pack),
        *_standards(pack),
        *_activities(pack),
        *_programmes(pack),
        *_escalations(pack),
        *conditions(pack),
        *duties(pack, permissions),
        *held_by_nobody(pack, permissions),
        *reports_and_partners(pack),
        *out_of_range(pack),
        *local_rules(pack.data_quality, records),
        *_outside(pack, permissions, indicators),
    ]


KEYED_LISTS = (
    "services", "roles", "standards", "grade_scales", "activity_types", "programmes",
    "escalations", "acknowledgements", "external_reviews", "themes", "documents", "boards",
    "reports", "feedback", "handovers", "inspection_criteria", "principles", "issue_stages",
    "complaint_stages",
)  # fmt: skip


def _twice(pack: Pack) -> Iterator[Complaint]:
    for name in KEYED_LISTS:
        yield from _repeated((name,), getattr(pack, name))
    for n, scale in enumerate(pack.grade_scales):
        yield from _repeated(("grade_scales", n, "grades"), scale.grades)
    for n, activity in enumerate(pack.activity_types):
        path = ("activity_types", n)
        yield from _repeated((*path, "form", "domains"), activity.form.domains)
        yield from _repeated((*path, "parts"), activity.parts)
        yield from _repeated((*path, "conversations"), activity.conversations)
        yield from _repeated((*path, "form", "questions"), activity.form.questions)
        if activity.loop:
            yield from _repeated((*path, "loop", "steps"), activity.loop.steps)
    for n, report in enumerate(pack.reports):
        yield from _repeated(("reports", n, "sections"), report.sections)
        yield from _repeated(("reports", n, "issues"), report.issues)
    for n, board in enumerate(pack.boards):
        yield from _repeated(("boards", n, "agenda"), board.agenda)
    for name in ("agencies", "groups", "measures", "referrals"):
        yield from _repeated(("partnership", name), getattr(pack.partnership, name))


def _repeated(path, items) -> Iterator[Complaint]:
    seen = Counter()
    for n, item in enumerate(items):
        seen[item.key] += 1
        if seen[item.key] == 2:
            yield Complaint((*path, n, "key"), f"the key “{item.key}” is used twice.")


def _terms(pack: Pack) -> Iterator[Complaint]:
    for concept in NEEDED_TERMS:
        if concept not in pack.vocabulary:
            yield Complaint(("vocabulary",), f"there is no word for “{concept}”.")


def _standards(pack: Pack) -> Iterator[Complaint]:
    grades = {grade.key for scale in pack.grade_scales for grade in scale.grades}
    for n, standard in enumerate(pack.standards):
        yield from unknown(("standards", n), "services", standard.services, keys_of(pack.services))
        for key in standard.descriptors:
            if key not in grades:
                path = ("standards", n, "descriptors", key)
                yield Complaint(path, f"no grade scale has a grade “{key}”.")


def _activities(pack: Pack) -> Iterator[Complaint]:
    for n, activity in enumerate(pack.activity_types):
        path = ("activity_types", n)
        yield from unknown(path, "services", activity.services, keys_of(pack.services))
        yield from unknown(path, "grade_scale", [activity.grade_scale], keys_of(pack.grade_scales))
        yield from unknown(path, "concern", [activity.concern], keys_of(pack.escalations))
        yield from unknown((*path, "moderation"), "by", [activity.moderation.by.value],
                            keys_of(pack.roles))  # fmt: skip
        roles = (*activity.moderation.also_by, *activity.moderation.attendance)
        yield from unknown((*path, "moderation"), "also_by", roles, keys_of(pack.roles))
        yield from _form(pack, activity, path)
        yield from _questions(pack, activity, path)
        yield from _people(pack, activity, path)
        if activity.loop:
            yield from _loop(pack, activity, activity.loop, path=(*path, "loop"))


def _form(pack: Pack, activity: ActivityType, path) -> Iterator[Complaint]:
    scales = {scale.key: scale for scale in pack.grade_scales}
    scale = scales.get(activity.grade_scale)
    standards = {standard.key: standard for standard in pack.standards}
    for n, domain in enumerate(activity.form.domains):
        here = (*path, "form", "domains", n, "standard")
        if domain.standard is None or scale is None:
            continue
        if domain.standard not in standards:
            yield Complaint(here, f"“{domain.standard}” is not a standard of this pack.")
            continue
        described = standards[domain.standard].descriptors
        for grade in scale.grades:
            if grade.key not in described:
                yield Complaint(here, f"the standard “{domain.standard}” does not say what "
                                      f"“{grade.title}” looks like.")  # fmt: skip


def _questions(pack: Pack, activity: ActivityType, path) -> Iterator[Complaint]:
    if activity.grade_scale is None and activity.overall_grade.value is not None:
        yield Complaint((*path, "overall_grade"), "an overall grade needs a grade scale.")
    asked = keys_of(activity.form.questions)
    criteria = keys_of(pack.inspection_criteria)
    for n, domain in enumerate(activity.form.domains):
        at = (*path, "form", "domains", n)
        yield from unknown(at, "criteria", domain.criteria, criteria)
        for m, question in enumerate(domain.questions):
            here = (*at, "questions", m)
            yield from unknown(here, "criteria", question.criteria, criteria)
            if question.shown_when:
                yield from unknown(here, "shown_when", [question.shown_when.question], asked)
            yield from unknown(here, "standard", [question.standard], keys_of(pack.standards))


def _people(pack: Pack, activity: ActivityType, path) -> Iterator[Complaint]:
    if activity.judged and not any(part.judges for part in activity.parts):
        yield Complaint((*path, "parts"), "nobody judges: at least one part must.")
    if activity.is_followed_up and not any(part.plans_actions for part in activity.parts):
        yield Complaint((*path, "parts"), "nobody plans the actions: one part must.")
    for n, part in enumerate(activity.parts):
        if part.done_by in NEEDS_A_ROLE and part.role is None:
            yield Complaint((*path, "parts", n, "done_by"), "this needs a role: say which.")
        yield from unknown((*path, "parts", n), "role", [part.role], keys_of(pack.roles))
        yield from unknown((*path, "parts", n), "domains", part.domains,
                            keys_of(activity.form.domains))  # fmt: skip
    for n, conversation in enumerate(activity.conversations):
        yield from unknown((*path, "conversations", n), "asked_by", [conversation.asked_by],
                            keys_of(activity.parts))  # fmt: skip


def _loop(pack: Pack, activity: ActivityType, loop: Loop, *, path) -> Iterator[Complaint]:
    for n, step in enumerate(loop.steps):
        here = (*path, "steps", n)
        yield from unknown(here, "by", [step.by.value], keys_of(pack.roles))
        yield from unknown(here, "told", step.told, keys_of(pack.roles))
        if step.after_days.value is not None and step.anchor.value is None:
            yield Complaint((*here, "anchor"), "it is due after days, but from when?")
        if step.anchor.value == "moderation" and not activity.is_moderated:
            yield Complaint(
                (*here, "anchor"),
                "the step counts from moderation, but nobody moderates.",
                "Let it count from completion.",
            )
    follow_up = activity.follow_up
    if activity.is_followed_up and follow_up.by.value is None and follow_up.done_by is None:
        n = loop.steps.index(follow_up)
        yield Complaint((*path, "steps", n, "by"), "a re-check is due, but by nobody.")


def _programmes(pack: Pack) -> Iterator[Complaint]:
    for n, programme in enumerate(pack.programmes):
        path = ("programmes", n)
        types = keys_of(pack.activity_types)
        yield from unknown(path, "activity", [programme.activity], types)
        yield from unknown(path, "then", programme.then, types)
        yield from unknown(path, "holders", programme.holders, keys_of(pack.roles))
        yield from unknown(path, "group", [programme.group], keys_of(pack.partnership.groups))
        yield from unknown(path, "exempted_by", [programme.exempted_by.value], keys_of(pack.roles))
        yield from _rule(programme, path)
        exclusions = programme.sampling.exclusions if programme.sampling else ()
        for m, exclusion in enumerate(exclusions):
            if (exclusion.rule == "audited-in-last-months") != (exclusion.months is not None):
                yield Complaint(
                    (*path, "sampling", "exclusions", m),
                    "“months” belongs to the rule “audited-in-last-months”, and only to it.",
                )


def _rule(programme: Programme, path) -> Iterator[Complaint]:
    """What each way of running a programme cannot do without."""
    if programme.rule in (Rule.ONE_PER_HOLDER, Rule.ROTATION) and not programme.holders:
        yield Complaint((*path, "holders"), "say which roles carry one each.")
    if programme.rule == Rule.ROTATION and not programme.then:
        yield Complaint((*path, "then"), "a rotation needs a second type of activity.")
    if programme.rule == Rule.FIXED_MONTHS and not programme.months.value:
        yield Complaint((*path, "months"), "say in which months.")
    if programme.rule == Rule.NUMBER_A_YEAR and programme.number_a_year.value is None:
        yield Complaint((*path, "number_a_year"), "say how many in a year.")
    if programme.rule == Rule.PLANNED_SPAN and programme.plans_every_months.value is None:
        yield Complaint((*path, "plans_every_months"), "say how many months a plan spans.")


def _escalations(pack: Pack) -> Iterator[Complaint]:
    for n, escalation in enumerate(pack.escalations):
        if not escalation.tiers:
            yield Complaint(("escalations", n, "tiers"), "say which role is told first.")
        yield from unknown(("escalations", n), "tiers", escalation.tiers, keys_of(pack.roles))
        yield from unknown(("escalations", n), "raised_by", escalation.raised_by,
                            keys_of(pack.roles))  # fmt: skip
    for n, each in enumerate(pack.acknowledgements):
        roles = (*each.given_by, *each.told)
        yield from unknown(("acknowledgements", n), "given_by", roles, keys_of(pack.roles))


def _outside(pack: Pack, permissions, indicators) -> Iterator[Complaint]:
    for n, role in enumerate(pack.roles):
        for m, permission in enumerate(role.permissions):
            if permissions is not None and permission not in permissions:
                yield Complaint(("roles", n, "permissions", m), f"“{permission}” is no permission.",
                                nearest(permission, permissions))  # fmt: skip
    for n, use in enumerate(pack.indicators):
        if indicators is not None and use.indicator not in indicators:
            yield Complaint(("indicators", n, "indicator"), f"“{use.indicator}” is no indicator.",
                            nearest(use.indicator, indicators))  # fmt: skip
        yield from unknown(("indicators", n), "services", use.services, keys_of(pack.services))
    for path, name in used_indicators(pack):
        if indicators is not None and name not in indicators:
            yield Complaint(path, f"“{name}” is no indicator.", nearest(name, indicators))
