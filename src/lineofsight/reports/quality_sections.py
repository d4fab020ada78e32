"""What each part of a quality assurance report shows: blocks by the names packs use.

Each function answers one name of a pack's `shows` for the whole authority. Where there was
nothing, it says so in words; a question nobody can answer from data gives no block at all,
and the section then waits for somebody's words.
"""

from collections.abc import Callable, Iterable

from lineofsight.periods import Period
from lineofsight.reports import display, model
from lineofsight.reports.gathered import DomainGrades, Theme
from lineofsight.reports.practice import Activity, Practice
from lineofsight.reports.text import day_text

Blocks = list[model.Block]
MOST_MISSING = 200


def share(part: int, whole: int) -> model.FigureCell:
    """“77.5%, 31 of 40”; of nothing there is no share."""
    if not whole:
        return model.FigureCell.of(None, unit="percent", state=display.NO_CASES)
    return model.FigureCell.of(
        100 * part / whole, unit="percent", numerator=part, denominator=whole, unknown=0
    )


def counts(*numbers: int) -> tuple[model.FigureCell, ...]:
    return tuple(map(model.FigureCell.count, numbers))


def completion(practice: Practice, period: Period, key: str) -> Blocks:
    """Of what was due, what was done; and everybody who had not done theirs, by name."""
    found = [each.completion for each in practice.activities if each.completion.due]
    if not found:
        return [model.Paragraph(f"Nothing was due in {period.in_sentence}.")]
    rows = tuple(
        model.CrossRow(each.activity, (*counts(each.due, each.done), share(each.done, each.due)))
        for each in found
    )
    table = model.CrossTable(
        f"completion-{key}", "audits", f"Due in {period.in_sentence}, and done by its end",
        "Activity", ("Due", "Done", "Share done"), rows,
    )  # fmt: skip
    blocks: Blocks = [table]
    for each in found:
        if each.missing:
            title = f"{each.activity}: not done by {_counted(len(each.missing))}"
            blocks.append(model.Points(title, each.missing[:MOST_MISSING], names_people=True))
    return blocks


def _counted(number: int) -> str:
    return "one person" if number == 1 else f"{number} people"


def grades(practice: Practice, period: Period, key: str) -> Blocks:
    """As they were first given, and as they counted after moderation."""
    blocks: Blocks = []
    for number, activity in enumerate(practice.activities):
        for scale, graded in enumerate(each for each in activity.graded if each.final):
            name = f"{key}-{number}-{scale}" if scale else f"{key}-{number}"
            if graded.is_moderated:
                blocks.append(_grades(f"grades-first-{name}", f"{graded.activity}: as first graded",
                                      graded.grades, graded.first))  # fmt: skip
            after = "after moderation" if graded.is_moderated else "grades"
            blocks.append(_grades(f"grades-{name}", f"{graded.activity}: {after}",
                                  graded.grades, graded.final))  # fmt: skip
    return blocks or [model.Paragraph(f"No grades became final in {period.in_sentence}.")]


def _grades(
    ident: str, caption: str, titles: tuple[str, ...], rows: tuple[DomainGrades, ...]
) -> model.CrossTable:
    cells = tuple(model.CrossRow(row.domain, counts(*row.counts)) for row in rows)
    return model.CrossTable(ident, "grades", caption, "Domain", titles, cells)


def themes(practice: Practice, period: Period, key: str) -> Blocks:
    """Themes that findings were coded with."""
    if not practice.themes:
        said = f"No finding of {period.in_sentence} has been coded with a theme."
        return [model.Paragraph(said)]
    return [theme_table(f"themes-{key}", "Themes of findings", "Theme", practice.themes)]


def theme_table(ident: str, caption: str, head: str, found: Iterable[Theme]) -> model.CrossTable:
    rows = tuple(
        model.CrossRow(each.title, counts(each.strengths, each.learning)) for each in found
    )
    return model.CrossTable(ident, "themes", caption, head,
                            ("As a strength", "As a concern"), rows)  # fmt: skip


def strengths_and_concerns(practice: Practice, period: Period, key: str) -> Blocks:
    """By domain: graded well, or led to an action; then questions answered yes or no."""
    blocks: Blocks = [
        theme_table(f"domains-{key}-{number}", f"{activity.title}: strengths and concerns",
                    "Domain", activity.domain_themes)
        for number, activity in enumerate(practice.activities)
        if activity.domain_themes
    ]  # fmt: skip
    blocks += answered(practice.activities, key)
    if not blocks:
        said = f"No activity that was finished in {period.in_sentence} found any."
        blocks.append(model.Paragraph(said))
    return blocks


def answered(activities: Iterable[Activity], key: str, *, with_open: bool = False) -> Blocks:
    """A table for each heading under which a form's answers are reported."""
    blocks: Blocks = []
    for number, activity in enumerate(activities):
        by_heading: dict[tuple[str, bool, tuple[str, ...]], list] = {}
        for each in activity.answered:
            if each.is_open and not with_open:
                continue
            options = tuple(title for title, _ in each.answers)
            by_heading.setdefault((each.heading, each.is_open, options), []).append(each)
        for place, ((heading, is_open, options), found) in enumerate(by_heading.items()):
            caption = f"{activity.title}: {heading}" + (", in their own words" if is_open else "")
            if [each[:2] for each in by_heading].count((heading, is_open)) > 1:
                caption += f" ({', '.join(options)})"  # two tables are never called the same
            rows = tuple(
                model.CrossRow(each.question, counts(*(count for _, count in each.answers)))
                for each in found
            )
            blocks.append(
                model.CrossTable(f"answers-{key}-{number}-{place}", "themes", caption, "Question",
                                 options, rows)
            )  # fmt: skip
    return blocks


def escalations(practice: Practice, period: Period, key: str) -> Blocks:
    """Every case with its days, and disputes by stage. No child and no worker."""
    blocks: Blocks = []
    if practice.cases:
        row = model.CrossRow(
            "All cases",
            counts(
                len(practice.cases),
                sum(each.acknowledged_on is not None for each in practice.cases),
                sum(each.answered_on is not None for each in practice.cases),
            ),
        )
        blocks.append(
            model.CrossTable(f"escalations-{key}", "escalations",
                             f"Raised in {period.in_sentence}", "Cases",
                             ("Raised", "Acknowledged", "Answered"), (row,))
        )  # fmt: skip
        rows = tuple(
            model.CrossRow(
                ", ".join([f"Raised {day_text(each.raised_on)}", *each.themes]),
                (_days(each.response_days),),
            )
            for each in practice.cases
        )
        blocks.append(
            model.CrossTable(f"cases-{key}", "cases", "Cases, and days until they were answered",
                             "Case", ("Days to the answer",), rows,
                             "Calendar days; a case without a number has not been answered.")
        )  # fmt: skip
    else:
        blocks.append(model.Paragraph(f"No case was raised in {period.in_sentence}."))
    if practice.disputes:
        rows = tuple(
            model.CrossRow(each.stage, (*counts(len(each.ages)), _days(max(each.ages, default=0))))
            for each in practice.disputes
        )
        blocks.append(
            model.CrossTable(f"disputes-{key}", "audits", "Disputes by the stage they reached",
                             "Stage", ("Disputes", "Oldest, in days"), rows)
        )  # fmt: skip
    return blocks


def _days(number: int | None) -> model.FigureCell:
    if number is None:
        return model.FigureCell.of(None, unit="count", state=display.NOT_RECORDED)
    return model.FigureCell.count(number)


def rechecks(practice: Practice, period: Period, key: str) -> Blocks:
    found = [each for each in practice.steps if each.is_recheck]
    if not found:
        return [model.Paragraph(f"No re-check was due in {period.in_sentence}.")]
    return [_steps(f"rechecks-{key}", "Re-checks", found)]


def loops(practice: Practice, period: Period, key: str) -> Blocks:
    """Loop rates by the framework's own name of the loop, and the steps on the way."""
    blocks: Blocks = []
    if practice.loops:
        rows = tuple(
            model.CrossRow(
                f"{each.title}: {each.activity}",
                (*counts(each.begun, each.closed), share(each.closed, each.begun),
                 *counts(each.overdue)),
            )
            for each in practice.loops
        )  # fmt: skip
        blocks.append(
            model.CrossTable(f"loops-{key}", "actions", f"Begun in {period.in_sentence}", "Loop",
                             ("Begun", "Closed", "Share closed", "With a step overdue"), rows)
        )  # fmt: skip
    else:
        blocks.append(model.Paragraph(f"No loop was begun in {period.in_sentence}."))
    others = [each for each in practice.steps if not each.is_recheck]
    return blocks + ([_steps(f"steps-{key}", "Steps on the way", others)] if others else [])


def _steps(ident: str, caption: str, found) -> model.CrossTable:
    rows = tuple(
        model.CrossRow(f"{each.title}: {each.activity}", counts(each.due, each.done, each.in_time))
        for each in found
    )
    return model.CrossTable(ident, "actions", caption, "Step", ("Due", "Done", "In time"), rows)


def calibration(practice: Practice, period: Period, key: str) -> Blocks:
    """Agreement of two who graded the same; never by person."""
    blocks: Blocks = []
    for number, (activity, found) in enumerate(practice.calibrated):
        rows = tuple(
            model.CrossRow(
                each.what,
                (*counts(each.pairs), _part(each.exact), _part(each.adjacent), _kappa(each)),
            )
            for each in found
        )
        blocks.append(
            model.CrossTable(
                f"calibration-{key}-{number}", "audits",
                f"{activity}: how far two auditors agree, twelve months", "What was graded",
                ("Graded twice", "The same grade", "At most one grade apart", "Weighted kappa"),
                rows, "Below ten gradings by two people nothing is said. Kappa is agreement "
                "beyond chance, from 0 to 100.",
            )
        )  # fmt: skip
    if not blocks:
        blocks.append(model.Paragraph("Nothing was graded by two people, so agreement is unknown."))
    return blocks


def _part(found: float | None) -> model.FigureCell:
    if found is None:
        return model.FigureCell.of(None, unit="percent", state=display.NOT_COVERED)
    return model.FigureCell.of(100 * found, unit="percent")


def _kappa(each) -> model.FigureCell:
    if each.kappa is None:
        return model.FigureCell.of(None, unit="rate", state=display.NOT_COVERED)
    return model.FigureCell.of(100 * each.kappa, unit="rate")


def voice(practice: Practice, period: Period, key: str) -> Blocks:
    if not practice.feedback:
        return []
    rows = tuple(
        model.CrossRow(each.whose, counts(each.sought, each.given)) for each in practice.feedback
    )
    caption = f"Whose views were sought in {period.in_sentence}"
    return [model.CrossTable(f"voice-{key}", "feedback", caption, "Whose",
                             ("Sought", "Given"), rows)]  # fmt: skip


def learning(practice: Practice, period: Period, key: str) -> Blocks:
    """What escalations taught, in the words that were checked to name no child; how far
    pieces of learning have come; good practice that was acknowledged."""
    blocks: Blocks = []
    if practice.learning:
        blocks.append(model.Points("Learning from escalations", practice.learning))
    for ident, caption, rows in (
        ("pieces", "Learning, by how far it has come", practice.pieces_of_learning),
        ("acknowledged", "Good practice acknowledged", practice.acknowledgements),
    ):
        if rows:
            found = tuple(model.CrossRow(title, counts(number)) for title, number in rows)
            blocks.append(
                model.CrossTable(f"{ident}-{key}", "audits", caption, "What", ("Number",), found)
            )
    return blocks


def external(practice: Practice, period: Period, key: str) -> Blocks:
    if not practice.external:
        return [model.Paragraph(f"No external review was registered in {period.in_sentence}.")]
    rows = tuple(
        model.CrossRow(each.title, counts(each.findings, each.actions, each.settled))
        for each in practice.external
    )
    return [model.CrossTable(f"external-{key}", "audits", "External reviews", "Review",
                             ("Findings", "Actions from them", "Settled"), rows)]  # fmt: skip


def chairs(practice: Practice, period: Period, key: str) -> Blocks:
    """What chairs and reviewing officers did and found: every question of their form."""
    found = completion(practice, period, key)
    return found + answered(practice.activities, key, with_open=True)


def reflection(practice: Practice, period: Period, key: str) -> Blocks:
    """What takes place while the programme is paused, instead of audits."""
    titles = set(practice.between_programmes)
    chosen = [each for each in practice.activities if each.title in titles]
    if not chosen:
        return [model.Paragraph(f"Nothing was recorded in {period.in_sentence}.")]
    rows = tuple(model.CrossRow(each.title, counts(each.completion.done)) for each in chosen)
    table = model.CrossTable(f"reflection-{key}", "audits", "Recorded instead of audits",
                             "What", ("Recorded",), rows)  # fmt: skip
    return [table, *answered(chosen, key)]


def nothing_from_data(practice: Practice, period: Period, key: str) -> Blocks:
    """Recommendations are somebody's words: there is nothing to count."""
    return []


SHOWS: dict[str, Callable[[Practice, Period, str], Blocks]] = {
    "completion": completion,
    "grades": grades,
    "themes": themes,
    "strengths-and-concerns": strengths_and_concerns,
    "escalations": escalations,
    "re-checks": rechecks,
    "loops": loops,
    "calibration": calibration,
    "voice": voice,
    "learning": learning,
    "recommendations": nothing_from_data,
    "chairs": chairs,
    "external": external,
    "reflection": reflection,
}
"""Names of a pack's `shows` that are answered from practice alone. Figures, what difference
was made, and the list of services need the rest of what was gathered: `quality_report`."""
