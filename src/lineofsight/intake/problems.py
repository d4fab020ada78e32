"""The kinds of problem a cell, column or file can have, and what to do about each."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from lineofsight.intake.submission import Problem


class Kind(StrEnum):
    """`is_lost` of the catalogue tells which of these leave the typed cell empty."""

    UNREADABLE_DATE = "unreadable_date"
    AMBIGUOUS_DATE = "ambiguous_date"
    IMPOSSIBLE_DATE = "impossible_date"
    DATE_FROM_NUMBER = "date_from_number"
    TIME_DROPPED = "time_dropped"
    UNKNOWN_CODE = "unknown_code"
    AMBIGUOUS_CODE = "ambiguous_code"
    CODE_OF_ANOTHER_YEAR = "code_of_another_year"
    NOT_A_NUMBER = "not_a_number"
    NUMBER_OUT_OF_RANGE = "number_out_of_range"
    FRACTION = "fraction"
    LONG_NUMBER = "long_number"
    NOT_A_POSTCODE = "not_a_postcode"
    EXCEL_ERROR = "excel_error"
    FORMULA_WITHOUT_VALUE = "formula_without_value"
    CLEANED_TEXT = "cleaned_text"
    BLANK = "blank"
    UNKNOWN_COLUMN = "unknown_column"
    MISSING_COLUMN = "missing_column"
    COLUMN_TWICE = "column_twice"
    FIELD_OF_ANOTHER_YEAR = "field_of_another_year"
    CELLS_BEYOND_HEADER = "cells_beyond_header"
    UNKNOWN_SHEET = "unknown_sheet"
    HIDDEN_SHEET = "hidden_sheet"
    EMPTY_TABLE = "empty_table"
    UNKNOWN_ELEMENT = "unknown_element"
    REPEATED_ELEMENT = "repeated_element"
    STRAY_TEXT = "stray_text"
    YEAR_AND_DATE_DIFFER = "year_and_date_differ"
    AS_AT_INFERRED = "as_at_inferred"


@dataclass(frozen=True)
class Wording:
    """`is_lost`: the typed cell is empty, and the text stands beside it alone."""

    message: str
    advice: str
    is_lost: bool = False


WORDING: Mapping[Kind, Wording] = {
    Kind.UNREADABLE_DATE: Wording(
        "This is not a date that can be read.",
        "Write it as day/month/year with four figures for the year.",
        is_lost=True,
    ),
    Kind.AMBIGUOUS_DATE: Wording(
        "The year has two figures, so this could be more than one date.",
        "Write the year with four figures.",
        is_lost=True,
    ),
    Kind.IMPOSSIBLE_DATE: Wording(
        "There is no such date, or it lies before 1900 or after 2100.",
        "Put the date right in the system the file came from. Dates are day, month, year.",
        is_lost=True,
    ),
    Kind.DATE_FROM_NUMBER: Wording(
        "The date stands as a number of days, as spreadsheets keep it. It was read so.",
        "Format the column as a date before saving.",
    ),
    Kind.TIME_DROPPED: Wording(
        "A time of day stands after the date. Only the day is used.",
        "Nothing needs doing unless the time matters.",
    ),
    Kind.UNKNOWN_CODE: Wording(
        "This is not a code, a label or a known spelling of this field.",
        "Use one of the codes of the field.",
        is_lost=True,
    ),
    Kind.AMBIGUOUS_CODE: Wording(
        "This spelling could mean more than one code of this field.",
        "Use the code itself.",
        is_lost=True,
    ),
    Kind.CODE_OF_ANOTHER_YEAR: Wording(
        "This code is not in use in the year of this collection. It was kept.",
        "Use a code of the collection's own year.",
    ),
    Kind.NOT_A_NUMBER: Wording("This is not a number.", "Write figures only.", is_lost=True),
    Kind.NUMBER_OUT_OF_RANGE: Wording(
        "The number lies outside what this field can hold.",
        "Put the number right in the system the file came from.",
        is_lost=True,
    ),
    Kind.FRACTION: Wording(
        "A whole number is meant, and this has a fraction. The whole part was used.",
        "Round down to a whole number, as ages are counted by birthdays.",
    ),
    Kind.LONG_NUMBER: Wording(
        "The spreadsheet holds this as a number of more than 15 figures, so its end may be lost.",
        "Format the column as text and fill it again.",
    ),
    Kind.NOT_A_POSTCODE: Wording(
        "This is not a postcode.", "Write the whole postcode, or leave it blank.", is_lost=True
    ),
    Kind.EXCEL_ERROR: Wording(
        "The spreadsheet shows an error here, such as #N/A.",
        "Mend the formula or look-up, save, and load the file again.",
        is_lost=True,
    ),
    Kind.FORMULA_WITHOUT_VALUE: Wording(
        "A formula stands here and its result was never worked out.",
        "Open the workbook in a spreadsheet, let it calculate, save, and load it again.",
        is_lost=True,
    ),
    Kind.CLEANED_TEXT: Wording(
        "Unseen characters, such as a space that does not break, were taken out.",
        "Nothing needs doing; type the text again in the source to stop this.",
    ),
    Kind.BLANK: Wording("This must be filled and is blank.", "Fill it in."),
    Kind.UNKNOWN_COLUMN: Wording(
        "This column does not belong to the return. It was not used.",
        "If it is a column of the return, write its heading as published.",
    ),
    Kind.MISSING_COLUMN: Wording(
        "The file has no such column, so nothing is known of it.",
        "Add the column, or go on without what depends on it.",
    ),
    Kind.COLUMN_TWICE: Wording(
        "Two columns have a heading of this meaning. The first was used.",
        "Delete or rename one of them.",
    ),
    Kind.FIELD_OF_ANOTHER_YEAR: Wording(
        "This field is not part of the collection's own year. It was kept.",
        "Use the field that belongs to this year.",
    ),
    Kind.CELLS_BEYOND_HEADER: Wording(
        "The row has more cells than there are headings. Those beyond were not used.",
        "Look for a comma inside a text that lacks quotation marks.",
    ),
    Kind.UNKNOWN_SHEET: Wording(
        "This sheet is none of the return's tables. It was not used.",
        "If it should be, give it the headings as published.",
    ),
    Kind.HIDDEN_SHEET: Wording(
        "This sheet is hidden in the workbook. It was read like the others.",
        "If it should not count, delete the sheet, save, and load the file again.",
    ),
    Kind.EMPTY_TABLE: Wording(
        "There are headings and no rows under them.",
        "Nothing needs doing if there were none in the period.",
    ),
    Kind.UNKNOWN_ELEMENT: Wording(
        "This element does not belong to the return. It was not used.",
        "If it is new in the specification, tell whoever looks after this product.",
    ),
    Kind.REPEATED_ELEMENT: Wording(
        "This element stands more than once where one is meant. The first was used.",
        "Keep one of them in the system the file came from.",
    ),
    Kind.STRAY_TEXT: Wording(
        "Text stands between the elements, where none belongs. It was not used.",
        "Take the text out of the file.",
    ),
    Kind.YEAR_AND_DATE_DIFFER: Wording(
        "The year and the reference date of the header do not go together."
        " The year of the reference date was used.",
        "Put the header right: the reference date is 31 March of the collection's year.",
    ),
    Kind.AS_AT_INFERRED: Wording(
        "The file does not say what day it speaks for. It was taken from the latest dates in it.",
        "Say the day when loading, if it was another.",
    ),
}


@dataclass(frozen=True)
class Place:
    """Where in the files a table stands."""

    file: str
    sheet: str


def problem(kind: Kind, place: Place, *, row: int = 0, column: str = "") -> Problem:
    wording = WORDING[kind]
    return Problem(
        place.file, place.sheet, row, column, kind.value, wording.message, wording.advice
    )
