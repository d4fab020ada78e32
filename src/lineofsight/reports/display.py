"""How a figure is said, or why there is none: the same on the screen and in every report.

Numbers become text in `charts.words`, which charts, pages and reports share: halves go up
on the decimal digits, as a person and a spreadsheet do it. Python's own formatting would
show 12.25 as 12.2 and Excel as 12.3. Here are the words for figures that have no number,
and the spreadsheet's side of the same rules.
"""

from lineofsight.charts import words
from lineofsight.errors import UnknownName

VALUE = "value"
SUPPRESSED = "suppressed"
NOT_COVERED = "not_covered"
NOT_RECORDED = "not_recorded"
NO_CASES = "no_cases"

WORDS_OF_STATE = {
    SUPPRESSED: "c",
    NOT_COVERED: "not covered",
    NOT_RECORDED: "not recorded",
    NO_CASES: "no cases",
}
"""What is shown where there is no value. Never blank, never 0."""

SYMBOL_OF_STATE = {SUPPRESSED: "c", NOT_COVERED: "x", NOT_RECORDED: "x", NO_CASES: "z"}
"""The same in a spreadsheet, in the symbols of England's official statistics."""

MEANING_OF_SYMBOL = {
    "c": "a small number, left out so that nobody can be recognised",
    "x": "not available: the data do not reach that far back, or it was not recorded",
    "z": "not applicable: there were no cases to count",
}


HEADING_OF_UNIT = {
    "percent": "%",
    "count": "number",
    "rate": "rate per 10,000 children",
    "working_days": "working days",
    "days": "days",
    "grade": "score",
    "mean": "mean",
    "median": "median",
    "top_decile": "top decile",
    "net": "number",
    "weighted_percent": "%",
    "per_weight": "number",
}
"""What stands at the head of a column of that unit. A percentage is held as 0 to 100."""


def heading_of_unit(unit: str) -> str:
    kind, said = words.kind_and_words(unit)
    if said and kind in HEADING_OF_UNIT:
        is_a_kind = kind in ("mean", "median", "top_decile")
        return f"{HEADING_OF_UNIT[kind]} {said}" if is_a_kind else said
    try:
        return HEADING_OF_UNIT[unit]
    except KeyError:
        raise UnknownName(
            f"“{unit}” is not a unit.", advice=f"Units are {', '.join(HEADING_OF_UNIT)}."
        ) from None


def excel_format(value: float, *, unit: str) -> str:
    """The number format with which a spreadsheet shows exactly what `value_text` says."""
    said = words.value_text(value, unit)
    suffix = words.suffix_of(unit)
    number = said.removesuffix(suffix) if suffix else said
    places = len(number.partition(".")[2])
    return "#,##0" + ("." + "0" * places if places else "") + (f'"{suffix}"' if suffix else "")


def value_text(value: float | None, *, unit: str, state: str = VALUE) -> str:
    """“78.0%”, “1,204”, “not covered”.

    >>> value_text(77.976, unit="percent")
    '78.0%'
    >>> value_text(None, unit="percent", state=NO_CASES)
    'no cases'
    """
    if state != VALUE:
        return WORDS_OF_STATE[state]
    if value is None:
        raise ValueError("A figure in the state “value” has no value.")
    return words.value_text(value, unit)


def basis_text(
    numerator: int | None, denominator: int | None, *, unit: str, state: str = VALUE
) -> str:
    """What stands behind a percentage: “131 of 168”. Empty where there is nothing to add.

    >>> basis_text(131, 168, unit="percent")
    '131 of 168'
    """
    if state != VALUE or unit != "percent":
        return ""
    if numerator is None or denominator is None:
        return ""
    return f"{numerator:,} of {denominator:,}"


def target_text(at_least: float | None, at_most: float | None, *, unit: str) -> str:
    """“90% or more”, “22% or less”, “15% to 20%”; whole numbers without a decimal."""
    if at_least is not None and at_most is not None:
        return f"{_short(at_least, unit)} to {_short(at_most, unit)}"
    if at_least is not None:
        return f"{_short(at_least, unit)} or more"
    if at_most is not None:
        return f"{_short(at_most, unit)} or less"
    return ""


def _short(value: float, unit: str) -> str:
    number = words.number_text(value, 0 if value == round(value) else 1)
    return number + words.suffix_of(unit)
