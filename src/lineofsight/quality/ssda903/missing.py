"""Children who go missing, or are away from their placement without authorisation."""

from lineofsight.quality.ssda903.book import rule
from lineofsight.returns.code_sets import code_set

KINDS = tuple(code.code for code in code_set("ssda903.missing_type").codes)


@rule(
    "1004",
    "The day the child went missing is not a date. Enter it as dd/mm/yyyy.",
    "Missing.MIS_START",
)
def start_is_no_date(t):
    return t.missing.filter(t.missing.mis_start_text.notnull(), t.missing.mis_start.isnull())


@rule(
    "1005",
    "The day the child came back is not a date. Enter it as dd/mm/yyyy.",
    "Missing.MIS_END",
)
def end_is_no_date(t):
    return t.missing.filter(t.missing.mis_end_text.notnull(), t.missing.mis_end.isnull())


@rule(
    "1006",
    "The kind of absence is not a code of the return. Enter M (missing) or A (away without"
    " authorisation).",
    "Missing.MISSING",
)
def kind_is_unknown(t):
    return t.missing.filter(~t.missing.missing.isin(KINDS))


@rule(
    "564",
    "The child is recorded as missing or away, but the day this began is blank. Enter it.",
    "Missing.MISSING",
    "Missing.MIS_START",
)
def start_is_blank(t):
    return t.missing.filter(t.missing.missing.isin(KINDS), t.missing.mis_start_text.isnull())


@rule(
    "565",
    "There is a day on which an absence began, but not whether the child was missing or away."
    " Enter M or A.",
    "Missing.MISSING",
    "Missing.MIS_START",
)
def kind_of_what_began_is_blank(t):
    return t.missing.filter(t.missing.missing.isnull(), t.missing.mis_start_text.notnull())


@rule(
    "566",
    "There is a day on which an absence ended, but not whether the child was missing or away."
    " Enter M or A.",
    "Missing.MISSING",
    "Missing.MIS_END",
)
def kind_of_what_ended_is_blank(t):
    return t.missing.filter(t.missing.missing.isnull(), t.missing.mis_end_text.notnull())


@rule(
    "567",
    "The absence ends before it begins. Correct whichever of the two days is wrong.",
    "Missing.MIS_START",
    "Missing.MIS_END",
)
def ends_before_it_begins(t):
    return t.missing.filter(t.missing.mis_end < t.missing.mis_start)


@rule(
    "570",
    "The absence begins after the collection’s year. Correct the day, or leave the absence for"
    " the next return.",
    "Missing.MIS_START",
)
def begins_after_the_year(t):
    return t.missing.filter(t.missing.mis_start > t.end)


@rule(
    "571",
    "The absence ends before the collection’s year or after it. Correct the day; leave it blank"
    " if the child was still missing on 31 March.",
    "Missing.MIS_END",
)
def ends_outside_the_year(t):
    return t.missing.filter((t.missing.mis_end < t.start) | (t.missing.mis_end > t.end))


@rule(
    "586",
    "The absence begins before the child was born. Correct the day, or the date of birth.",
    "Missing.MIS_START",
)
def begins_before_birth(t):
    return t.missing.filter(t.missing.mis_start < t.missing.dob)
