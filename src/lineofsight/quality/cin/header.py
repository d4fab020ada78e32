"""The header of the file."""

from lineofsight.quality.cin.book import rule


@rule(
    "100",
    "The reference date is not the last day of the collection’s year. Enter 31 March of that year.",
    "Header.ReferenceDate",
)
def reference_date_is_another_day(t):
    said = t.header.reference_date
    return t.header.filter(said.isnull() | (said != t.end))
