"""The 39 things in which frameworks differ, and what each of our packs says of them: the page of
parameters.

`python -m tests.repo.parameters` writes docs/reference/parameters.md from the packs.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from lineofsight.packs import Pack, load_pack, phrases, shipped_packs
from lineofsight.packs.activities import ActivityType, PartKind
from lineofsight.packs.phrases import ON_WHOSE_WORD
from lineofsight.packs.programmes import Programme, Rule
from lineofsight.packs.values import Setting

CHECKOUT = Path(__file__).resolve().parents[2]
PAGE = CHECKOUT / "docs" / "reference" / "parameters.md"
NOT_SET = "not set"
LEAD = """<!-- Written by `python -m tests.repo.parameters`: do not edit. -->

# What frameworks differ in

Thirty-nine things in which the five frameworks that we ship differ, where each stands in a
[pack](packs.md), what follows from it in the product, and what each pack says. A value in brackets
is on whose word it stands: the framework states it, we assume it until the authority decides, or
nobody has set it and nothing follows. Every setting can be overridden in the product, with a
reason and a day from which it holds.
"""


@dataclass(frozen=True)
class Parameter:
    """`says`: what a pack has of it, in words; empty where it has nothing."""

    number: int
    title: str
    where: str
    acts: str
    says: Callable[[Pack], str]


def _said(setting: Setting, titles: dict[str, str] | None = None) -> str:
    if setting.value is None:
        return NOT_SET
    value = phrases.value(setting.value, titles=titles)
    return f"{value} ({ON_WHOSE_WORD[setting.source]})"


def _each(pairs: Iterable[tuple[str, str]]) -> str:
    """“Main audit, Fostering audit: 1 (stated)”: alike values are told once."""
    found: dict[str, list[str]] = {}
    for title, said in pairs:
        found.setdefault(said, []).append(title)
    return "; ".join(
        f"{', '.join(dict.fromkeys(titles))}: {said}"
        for said, titles in found.items()
        if said and said != NOT_SET
    )


def _roles(pack: Pack) -> dict[str, str]:
    return {role.key: role.title for role in pack.roles}


def _term(concept: str) -> Callable[[Pack], str]:
    def says(pack: Pack) -> str:
        term = pack.vocabulary.get(concept)
        return f"{term.one} ({ON_WHOSE_WORD[term.source]})" if term else ""

    return says


def _of_programmes(value: Callable[[Programme], str]) -> Callable[[Pack], str]:
    return lambda pack: _each((each.title, value(each)) for each in pack.programmes)


def _of_activities(value: Callable[[ActivityType], str]) -> Callable[[Pack], str]:
    return lambda pack: _each((each.title, value(each)) for each in pack.activity_types)


def _of_boards(name: str) -> Callable[[Pack], str]:
    return lambda pack: _each((b.title, _said(getattr(b.meetings, name))) for b in pack.boards)


def _of_reports(*names: str) -> Callable[[Pack], str]:
    return lambda pack: _each(
        (f"{report.title}, {phrases.field(name)}", _said(getattr(report.publishing, name)))
        for report in pack.reports
        for name in names
    )


def _rule(programme: Programme) -> str:
    often = {
        Rule.PLANNED_SPAN: programme.plans_every_months,
        Rule.NUMBER_A_YEAR: programme.number_a_year,
        Rule.FIXED_MONTHS: programme.months,
    }.get(programme.rule)
    return phrases.value(programme.rule) + (f", {_said(often)}" if often else "")


def _loops(pack: Pack) -> str:
    word = _term("loop-closed")(pack)
    kinds = _each((each.title, str(each.loop.kind)) for each in pack.activity_types if each.loop)
    return f"{word}. {kinds}".strip(". ")


def _moderation(activity: ActivityType, titles: dict[str, str]) -> str:
    if not activity.is_moderated:
        return ""
    kind = phrases.value(activity.moderation.kind)
    return f"{kind}, {_said(activity.moderation.by, titles)}"


def _graded(activity: ActivityType) -> str:
    if activity.grade_scale is None:
        return "no grades"
    domains = sum(each.graded for each in activity.form.domains)
    return f"{domains} domains; overall {_said(activity.overall_grade)}"


def _follow_up(activity: ActivityType) -> str:
    steps = activity.loop.steps if activity.loop else ()
    return ", ".join(
        f"{step.title} after {_said(step.after_days)} days"
        if step.after_days.value is not None
        else step.title
        for step in steps
    )


def _heard(activity: ActivityType) -> str:
    return ", ".join(
        f"{each.title} {phrases.value(each.need)} (asked by {activity.part(each.asked_by).title})"
        for each in activity.conversations
    )


def _moved(pack: Pack) -> str:
    pairs = [(each.title, _said(each.release.non_working)) for each in pack.programmes]
    pairs += [(report.title, _said(report.publishing.non_working)) for report in pack.reports]
    for activity in pack.activity_types:
        for step in activity.loop.steps if activity.loop else ():
            pairs.append((step.title, _said(step.non_working)))
    return _each(pairs)


def _months(pack: Pack) -> str:
    pairs = [(each.title, _said(each.months)) for each in pack.programmes]
    pairs += [(board.title, _said(board.meetings.months)) for board in pack.boards]
    for report in pack.reports:
        pairs += [
            (f"{report.title}: {section.title}", f"{phrases.value(section.months)} "
             f"({ON_WHOSE_WORD[section.source]})")
            for section in report.sections if section.months
        ]  # fmt: skip
    return _each(pairs)


def _cycle(pack: Pack) -> str:
    if not pack.cycle.is_set:
        return ""
    return f"{_said(pack.cycle.anchor)}, from day {_said(pack.cycle.starts_on_day)}"


def _observed(pack: Pack) -> str:
    kinds = {
        each.key for each in pack.activity_types
        if any(part.kind == PartKind.OBSERVATION for part in each.parts)
    }  # fmt: skip
    return _each(
        (each.title, f"{_rule(each)}, switched on: {_said(each.switched_on)}")
        for each in pack.programmes if kinds & set(each.activities)
    )  # fmt: skip


def _sampling(programme: Programme) -> str:
    if programme.sampling is None:
        return ""
    return f"{_said(programme.sampling.method)}, {_said(programme.sampling.size)} records"


def _sections(pack: Pack) -> str:
    return _each(
        (report.title, ", ".join(section.title for section in report.sections))
        for report in pack.reports if report.sections
    )  # fmt: skip


def _sign(pack: Pack) -> str:
    return ", ".join(role.title for role in pack.roles if "report.sign" in role.permissions)


def _outcomes(pack: Pack) -> str:
    tool = pack.outcome_tool
    if tool.title.value is None:
        return ""
    asked = (("start", tool.at_the_start), ("middle", tool.in_the_middle), ("end", tool.at_the_end))
    return f"{_said(tool.title)}; " + ", ".join(f"{when}: {_said(how)}" for when, how in asked)


def _ladders(pack: Pack) -> str:
    titles = _roles(pack)
    return _each(
        (each.title, f"{' → '.join(titles[key] for key in each.tiers)} "
         f"({ON_WHOSE_WORD[each.source]})") for each in pack.escalations
    )  # fmt: skip


def _independence(pack: Pack) -> str:
    who = _each((each.title, ", ".join(dict.fromkeys(phrases.value(part.done_by)
                 for part in each.parts))) for each in pack.activity_types)  # fmt: skip
    own = _each((each.title, _said(each.own_team_excluded)) for each in pack.programmes)
    return who + (f". The own team is left out: {own}" if own else "")


def _totals_only(pack: Pack) -> str:
    return ", ".join(role.title for role in pack.roles if role.aggregates_only)


def _holders(pack: Pack) -> str:
    titles = _roles(pack)
    return _each(
        (each.title, f"{phrases.value(each.rule)}; {', '.join(titles[k] for k in each.holders)}")
        for each in pack.programmes if each.holders
    )  # fmt: skip


PARAMETERS = (
    Parameter(1, "What a case review is called", "`vocabulary/audit`, titles of `activity_types`",
              "every page, form and report", _term("audit")),
    Parameter(2, "What closing the loop means", "`vocabulary/loop-closed`, `loop/kind`",
              "steps after an audit, loop rates of the reports", _loops),
    Parameter(3, "What the book of figures is called", "`vocabulary/board-figures`",
              "the head of the scorecard", _term("board-figures")),
    Parameter(4, "What a manager is called", "`vocabulary/manager`, titles of `roles`",
              "pages of practice, accounts", _term("manager")),
    Parameter(5, "Which bodies there are, by what name", "`boards`",
              "boards and their meetings",
              lambda pack: _each((b.title, ON_WHOSE_WORD[b.source]) for b in pack.boards)),
    Parameter(6, "Paused months", "`programmes/paused_months`", "nothing goes out in them",
              _of_programmes(lambda each: _said(each.paused_months))),
    Parameter(7, "How often audits take place", "`programmes/rule` and what belongs to it",
              "the programme and its warnings", _of_programmes(_rule)),
    Parameter(8, "The day on which they go out", "`programmes/release/day_of_month`",
              "the morning's run", _of_programmes(lambda each: _said(each.release.day_of_month))),
    Parameter(9, "The day of a report, and the months it lies behind", "`reports/publishing`",
              "when a draft is begun, when it is late, the year of boards and reports",
              _of_reports("on_day", "lag_months")),
    Parameter(10, "The month's cycle", "`cycle`", "the year of boards and reports", _cycle),
    Parameter(11, "Days that are not worked", "`non_working` of releases, steps, reports",
              "every day that is worked out", _moved),
    Parameter(12, "How often a board meets", "`boards/meetings/meets`, `week_of_cycle`",
              "meetings planned in their rhythm, boards that are late", _of_boards("meets")),
    Parameter(13, "Meetings in public", "`boards/meetings/public_every`",
              "a meeting is public when it is planned", _of_boards("public_every")),
    Parameter(14, "How long before a meeting its agenda goes out",
              "`boards/meetings/agenda_days_before`", "an agenda that is late",
              _of_boards("agenda_days_before")),
    Parameter(15, "When the year and its quarters begin", "`programmes/year_starts_in_month`",
              "plans and years of programmes; reports go by quarters of the financial year",
              _of_programmes(lambda each: _said(each.year_starts_in_month))),
    Parameter(16, "Which months “twice a year” or “every second month” are",
              "`months` of programmes, boards and sections", "the year; sections that are whole",
              _months),
    Parameter(17, "When the self-evaluation is made", "`reports/publishing/begun_in_month`, "
              "`final_in_month`", "the year of boards and reports",
              _of_reports("begun_in_month", "final_in_month")),
    Parameter(18, "To whom audits are given", "`programmes/rule`, `holders`", "allocation",
              _holders),
    Parameter(19, "Who takes part in an audit", "`activity_types/parts`", "forms and their people",
              _of_activities(lambda each: ", ".join(part.title for part in each.parts))),
    Parameter(20, "Independence", "`parts/done_by`, `programmes/own_team_excluded`",
              "who may be chosen; nobody ever moderates or re-checks their own work",
              _independence),
    Parameter(21, "What samples are drawn from", "`programmes/sampling`", "the draw",
              _of_programmes(_sampling)),
    Parameter(22, "Who moderates", "`activity_types/moderation`", "moderation",
              lambda pack: _each((each.title, _moderation(each, _roles(pack)))
                                 for each in pack.activity_types)),
    Parameter(23, "Whether the final grade waits for moderation", "`moderation/by`",
              "the record is written back only when it is final",
              _of_activities(lambda each: "yes" if each.is_moderated else
                             "no: final when it is sent")),
    Parameter(24, "The scale of grades", "`grade_scales`", "every judgement",
              lambda pack: _each((each.name, f"{', '.join(g.title for g in each.grades)} "
                                  f"({ON_WHOSE_WORD[each.source]})")
                                 for each in pack.grade_scales)),
    Parameter(25, "What is graded", "`domains/graded`, `overall_grade`", "forms",
              _of_activities(_graded)),
    Parameter(26, "What follows an audit", "`activity_types/loop/steps`", "steps and their days",
              _of_activities(_follow_up)),
    Parameter(27, "Who is heard, and who asks", "`activity_types/conversations`",
              "conversations of a form", _of_activities(_heard)),
    Parameter(28, "What goes back to the record", "`activity_types/write_back`",
              "the note for the file", _of_activities(lambda each: ", ".join(each.write_back))),
    Parameter(29, "How often practice is observed", "`programmes/rule`, `switched_on`",
              "the programme", _observed),
    Parameter(30, "To whom what cannot wait is passed", "`escalations/tiers`", "escalations",
              _ladders),
    Parameter(31, "Who signs off reports", "`roles/permissions` (report.sign)", "sign-off", _sign),
    Parameter(32, "How reports are divided", "`reports/sections`, `by_service`", "reports",
              _sections),
    Parameter(33, "Whom figures are compared with", "`compared_with`; region and neighbours are "
              "the authority's own, in `authority.yaml`", "said beneath a measure's comparisons",
              lambda pack: _said(pack.compared_with)),
    Parameter(34, "How indicators are expressed", "the product's definitions; `indicators` choose "
              "targets", "counts, percentages, rates, means and medians of each definition",
              lambda pack: f"{len(pack.indicators)} indicators named, "
              f"{sum(use.target.value is not None for use in pack.indicators)} with a target"),
    Parameter(35, "Stages of complaints", "`complaint_stages`",
              "kept and shown; complaints are not in the product yet",
              lambda pack: _each((each.title, f"{_said(each.answer_within_working_days)} working "
                                  "days") for each in pack.complaint_stages)),
    Parameter(36, "The tool for outcomes", "`outcome_tool`",
              "kept and shown; outcomes are not in the product yet", _outcomes),
    Parameter(37, "Who sees totals only", "`roles/aggregates_only`, `scope`",
              "every page; the table of access is tested", _totals_only),
    Parameter(38, "When the framework is reviewed", "`review_every_months`", "a review that is due",
              lambda pack: _said(pack.review_every_months)),
    Parameter(39, "Where evidence is kept", "`record_system`",
              "the note for the file names it; there is no connection to it",
              lambda pack: _said(pack.record_system)),
)  # fmt: skip


def page() -> str:
    packs = {name: load_pack(name) for name in shipped_packs()}
    parts = [LEAD]
    for each in PARAMETERS:
        parts.append(f"\n## {each.number}. {each.title}\n\n{each.where}. Acts: {each.acts}.\n")
        parts += ["| pack | says |", "|---|---|"]
        parts += [f"| {name} | {cell(each, pack)} |" for name, pack in packs.items()]
    return "\n".join(parts) + "\n"


def cell(parameter: Parameter, pack: Pack) -> str:
    return (parameter.says(pack).strip() or NOT_SET).replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
