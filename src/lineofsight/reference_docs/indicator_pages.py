"""A page for each theme of indicators: the definition in words, its evidence, its SQL."""

import re
from calendar import month_name

from lineofsight import indicators
from lineofsight.indicators.definition import KIND, Indicator, Need, Parameters
from lineofsight.reference_docs.markdown import page, section, sql, table

FLAGGED = ("NOT SEEN", "local choice", "analyst definition")


def pages() -> dict[str, str]:
    made = {_file(theme): _theme_page(theme) for theme in indicators.THEMES}
    return made | {"indicators.md": _index(), "spells.md": _spells_page()}


def _of_theme(theme: str) -> list[Indicator]:
    return [each for each in indicators.CATALOGUE.values() if each.theme == theme]


def _file(theme: str) -> str:
    return f"indicators-{re.sub(r'[^a-z0-9]+', '-', theme.lower()).strip('-')}.md"


def _spells_page() -> str:
    used = sorted({name for each in indicators.CATALOGUE for name in indicators.spells_used(each)})
    lead = (
        "Some queries read spells that several indicators share: a period of care, a plan with its "
        "reviews, who held a child on a day. This is how each is made from the journey."
    )
    return page("Shared spells", lead, *[section(n, sql(indicators.spell_sql(n))) for n in used])


def _index() -> str:
    rows = [
        (
            f"[{each.id}]({_file(theme)}#{each.id.lower()})",
            each.title,
            each.shown_as.replace("_", " "),
            str(each.polarity).replace("-", " "),
            each.version,
            _mark(each.evidence),
            _mark(each.timescale.evidence) if each.timescale else "",
        )
        for theme in indicators.THEMES
        for each in _of_theme(theme)
    ]
    header = ("Id", "Title", "Unit", "Polarity", "Version", "Definition", "Timescale")
    lead = (
        "Every figure of the product. The last two columns carry the marks of our sources: a "
        "definition or a timescale that was not seen in a published text says so here, on its "
        "page and on the indicator’s own page in the product."
    )
    return page("Indicators", lead, table(header, rows))


def _mark(evidence: str) -> str:
    flagged = next((flag for flag in FLAGGED if evidence.startswith(flag)), "")
    return f"**{flagged}**" if flagged == "NOT SEEN" else flagged or "seen"


def _theme_page(theme: str) -> str:
    lead = "Definitions in words, with the SQL that the embedded engine runs for each."
    return page(theme, lead, *[_definition(each) for each in _of_theme(theme)])


def _definition(each: Indicator) -> str:
    needs = "; ".join(_need(need) for need in each.needs)
    rows = [
        ("Title", each.title),
        ("Counted", each.counted),
        ("Out of", each.out_of),
        ("In the figure but not counted", each.not_counted),
        ("Left out", "; ".join([each.left_out, *(e.reason for e in each.exclusions)]).strip("; ")),
        ("Unknown", _unknown(each)),
        ("Unit, polarity", f"{each.shown_as}, {each.polarity}".replace("_", " ")),
        ("Counted", "on the last day of the period" if each.snapshot else "over the period"),
        ("Periods", ", ".join(each.period_kinds)),
        ("Breakdowns", ", ".join(_breakdown(each, name) for name in each.breakdowns)),
        ("Needs", needs),
        *_timescale(each),
        ("An authority may choose", _choices(each)),
        ("Approximations", " ".join(each.cautions)),
        ("Why it matters", each.why_it_matters),
        ("Evidence for the definition", each.evidence),
        ("Version", each.version),
    ]
    filled = table(("", ""), [row for row in rows if row[1]])
    spells = ", ".join(f"[{name}](spells.md#{name})" for name in indicators.spells_used(each.id))
    note = f"Reads the shared spells {spells}.\n" if spells else ""
    return section(each.id, filled, note, sql(indicators.sql(each.id)))


def _breakdown(each: Indicator, name: str) -> str:
    if name != KIND:
        return name
    share = " (each one's share of all)" if each.shares_out else ""
    return f"{each.kinds.lower()}{share}"


def _need(need: Need) -> str:
    before = f" and {need.months_back} months before" if need.months_back else ""
    if need.begins_in:
        names = " or ".join(month_name[number] for number in need.begins_in)
        before += f" and back to the 1st of {names}"
    otherwise = f", or else {_need(need.instead)}" if need.instead else ""
    return f"`{need.table}`{before}{otherwise}"


def _unknown(each: Indicator) -> str:
    if each.unknown is None:
        return ""
    place = (
        "stays in the denominator, never as counted"
        if each.unknown_stays
        else "is left out of numerator and denominator"
    )
    return f"{each.unknown_reason} Such a row {place}."


def _timescale(each: Indicator) -> list[tuple[str, str]]:
    if (scale := each.timescale) is None:
        return []
    convention = {"day0": "the start is day 0", "inclusive": "the start is day 1"}
    counted = convention.get(str(scale.convention), "")
    return [
        ("Timescale", f"{scale.text}{f'; {counted}' if counted else ''}"),
        ("Source of the timescale", scale.source),
        ("Evidence for the timescale", scale.evidence),
    ]


def _choices(each: Indicator) -> str:
    defaults = Parameters()
    return "; ".join(f"`{name}` (default: {getattr(defaults, name)})" for name in each.parameters)
