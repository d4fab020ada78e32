"""Sections made of what lies around audits: teams and actions, partners, boards.

Each function answers one name of a pack's `shows`, as those of `quality_sections` do.
"""

from collections.abc import Callable, Iterable

from lineofsight.periods import Period
from lineofsight.reports import display, model
from lineofsight.reports.around import Entered, Heading, Part
from lineofsight.reports.practice import Practice
from lineofsight.reports.quality_sections import Blocks, counts, share


def teams(practice: Practice, period: Period, key: str) -> Blocks:
    """Team by team; never by worker."""
    if not practice.teams:
        return [model.Paragraph(f"No team was looked at in {period.in_sentence}.")]
    rows = tuple(
        model.CrossRow(
            each.team,
            counts(each.done, each.strengths, each.concerns, each.actions, each.settled),
        )
        for each in practice.teams
    )
    columns = ("Done", "Strengths", "Concerns", "Actions", "Settled")
    return [model.CrossTable(f"teams-{key}", "teams", "Strengths and concerns by team", "Team",
                             columns, rows)]  # fmt: skip


def actions(practice: Practice, period: Period, key: str) -> Blocks:
    if not practice.actions:
        return [model.Paragraph(f"No action was agreed in {period.in_sentence}.")]
    rows = tuple(
        model.CrossRow(each.kind, counts(each.agreed, each.settled, each.late))
        for each in practice.actions
    )
    caption = f"Actions agreed in {period.in_sentence}, as they stood at its end"
    return [model.CrossTable(f"action-plan-{key}", "actions", caption, "What they are for",
                             ("Agreed", "Settled", "Late"), rows)]  # fmt: skip


def lessons(practice: Practice, period: Period, key: str) -> Blocks:
    """The words of those who did the work; they were asked to name nobody, and checked."""
    if not practice.lessons:
        return [model.Paragraph("Nobody has written down what is to be learned.")]
    return [model.Points("What is to be learned", practice.lessons)]


def told(practice: Practice, period: Period, key: str) -> Blocks:
    """A table for each source of feedback: theme by team. Nobody's name is kept with it."""
    by_source: dict[str, list] = {}
    for each in practice.around.told:
        by_source.setdefault(each.whose, []).append(each)
    return [
        model.CrossTable(
            f"told-{key}-{number}", "feedback", f"{whose}: what they see", "Team and theme",
            ("As a strength", "As a concern"),
            tuple(
                model.CrossRow(f"{each.team}: {each.theme}", counts(each.strengths, each.concerns))
                for each in found
            ),
        )
        for number, (whose, found) in enumerate(by_source.items())
    ]  # fmt: skip


def returned(practice: Practice, period: Period, key: str) -> Blocks:
    if not practice.around.returned:
        return [model.Paragraph("No agency was asked for a return.")]
    rows = tuple(
        model.CrossRow(each.agency, counts(each.asked, each.answered, each.in_time))
        for each in practice.around.returned
    )
    return [model.CrossTable(f"returns-{key}", "audits", "Returns of the agencies", "Agency",
                             ("Asked for", "Answered", "Answered in time"), rows)]  # fmt: skip


def entered(practice: Practice, period: Period, key: str) -> Blocks:
    """A table a measure: each agency's figure, and the one of the period before."""
    by_measure: dict[str, list[Entered]] = {}
    for each in practice.around.entered:
        by_measure.setdefault(each.measure, []).append(each)
    return [
        model.CrossTable(
            f"partners-{key}-{number}", "partners", measure, "Agency",
            (f"In {period.in_sentence}", "The period before"),
            tuple(
                model.CrossRow(
                    each.agency,
                    (_figure(each.is_share, each.number, each.of),
                     _figure(each.is_share, each.before, each.of_before)),
                )
                for each in found
            ),
            "As the agencies entered them.",
        )
        for number, (measure, found) in enumerate(by_measure.items())
    ]  # fmt: skip


def _figure(is_share: bool, number: int | None, of: int | None) -> model.FigureCell:
    if number is None:
        unit = "percent" if is_share else "count"
        return model.FigureCell.of(None, unit=unit, state=display.NOT_RECORDED)
    return share(number, of or 0) if is_share else model.FigureCell.count(number)


def learned_together(practice: Practice, period: Period, key: str) -> Blocks:
    if not practice.around.events:
        return [model.Paragraph(f"No event of the programme took place in {period.in_sentence}.")]
    rows = tuple(
        model.CrossRow(
            f"{each.title}, on {each.theme}" if each.theme else each.title,
            (*counts(each.people, each.agencies), share(each.useful, each.answered)),
        )
        for each in practice.around.events
    )
    return [model.CrossTable(f"events-{key}", "audits", "Events of the learning programme", "Event",
                             ("People", "Agencies", "Found it useful"), rows)]  # fmt: skip


def referred(practice: Practice, period: Period, key: str) -> Blocks:
    """Referrals to the partnership and what it decided; no child."""
    if not practice.around.referred:
        return [model.Paragraph(f"Nothing was referred to the partnership in "
                                f"{period.in_sentence}.")]  # fmt: skip
    blocks: Blocks = []
    for number, each in enumerate(practice.around.referred):
        rows = (("Referred", each.referred), ("Decided", each.decided),
                ("Waiting for a decision", each.waiting), *each.outcomes)  # fmt: skip
        found = tuple(model.CrossRow(title, counts(count)) for title, count in rows)
        blocks.append(model.CrossTable(f"referred-{key}-{number}", "escalations", each.kind,
                                       "What", ("Number",), found))  # fmt: skip
    return blocks


def recommended(practice: Practice, period: Period, key: str) -> Blocks:
    """Each board's recommendations of this cycle, and what became of them."""
    by_board: dict[str, list[str]] = {}
    for each in practice.around.recommended:
        by_board.setdefault(each.board, []).append(f"{each.text} {each.became}")
    return [model.Points(f"Recommended by the {board}", tuple(found))
            for board, found in by_board.items()]  # fmt: skip


def taking_part(practice: Practice, period: Period, key: str) -> Blocks:
    """Who of the staff took part, by role and by service; never by name."""
    found = practice.around.took_part
    if found is None or not found.whole.of:
        return [model.Paragraph("Nobody holds a role of the staff.")]
    blocks: Blocks = [
        _shares(f"{ident}-{key}", f"Staff who took part in {period.in_sentence}, by {ident}",
                ident.capitalize(), (found.whole, *rows), column="Took part, of all staff",
                note=note)
        for ident, rows, note in (
            ("role", found.by_role, "Somebody with two roles stands in both."),
            ("service", found.by_service, "Somebody in two services stands in both."),
        )
    ]  # fmt: skip
    ways = tuple(model.CrossRow(title, counts(number)) for title, number in found.ways)
    blocks.append(model.CrossTable(f"ways-{key}", "audits", "In which way", "Way",
                                   ("People",), ways))  # fmt: skip
    return blocks


def by_criterion(practice: Practice, period: Period, key: str) -> Blocks:
    """Each heading with every service's yes, side by side: whether practice is the same."""
    found = [each for each in practice.around.headings if each.services]
    if not found:
        said = f"No answer that a criterion is counted by was sent in {period.in_sentence}."
        return [model.Paragraph(said)]
    return [
        _shares(f"criterion-{key}-{number}", _caption(each), "Service", each.services,
                column="Answered yes, of all answers", note=_note(each))
        for number, each in enumerate(found)
    ]  # fmt: skip


def _caption(heading: Heading) -> str:
    return f"What inspection looks for: {heading.title}" if heading.is_criterion else heading.title


def _note(heading: Heading) -> str:
    few = "Fewer than ten answers give no share."
    assumed = "Which questions answer to it is assumed: the framework does not say."
    return f"{few} {assumed}" if heading.is_assumed else few


def _shares(
    ident: str, caption: str, head: str, parts: Iterable[Part], *, column: str, note: str = ""
) -> model.CrossTable:
    rows = tuple(model.CrossRow(each.title, (_share_of(each),)) for each in parts)
    return model.CrossTable(ident, "shares", caption, head, (column,), rows, note)


def _share_of(part: Part) -> model.FigureCell:
    if not part.is_enough:
        return model.FigureCell.of(None, unit="percent", state=display.NOT_COVERED)
    return share(part.number, part.of)


SHOWS: dict[str, Callable[[Practice, Period, str], Blocks]] = {
    "teams": teams,
    "actions": actions,
    "lessons": lessons,
    "feedback": told,
    "returns": returned,
    "partner-figures": entered,
    "partner-learning": learned_together,
    "partner-referrals": referred,
    "board-recommendations": recommended,
    "taking-part": taking_part,
    "by-criterion": by_criterion,
}
