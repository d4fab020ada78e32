"""The header of the file."""

from lineofsight.quality.cin.book import rule


@rule(
    "100",
    "The reference date is not 31 March of the year that the header gives. Correct whichever of the"
    " two is wrong.",
    "Header.ReferenceDate",
    "Header.Year",
)
def reference_date_is_another_day(t):
    header = t.header
    right = header.reference_date == (header.year + "-03-31").try_cast("date")
    return header.filter(~right.fill_null(False))
