"""Who the child is: birth, sex, ethnic origin, pupil number."""

from lineofsight.quality.ssda903.book import rule


@rule(
    "102",
    "The date of birth is missing or is not a date. Enter it as dd/mm/yyyy.",
    "Header.DOB",
)
def birth_date_is_no_date(t):
    return t.header.filter(t.header.dob.isnull())
