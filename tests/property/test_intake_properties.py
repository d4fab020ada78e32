"""What must hold for any cell that a person could type or a spreadsheet could hold."""

import math
from datetime import date, datetime, timedelta

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from lineofsight.intake.cells import as_text, is_blank, read_date
from lineofsight.intake.columns import ColumnReader
from lineofsight.intake.problems import WORDING, Kind
from lineofsight.returns import RETURNS
from lineofsight.returns.code_sets import families
from lineofsight.returns.model import Field, FieldType, spelling_key

# The first use of Arrow loads what it needs, which can take longer than any deadline.
steady = settings(deadline=None)

FIELDS = [
    Field("text"),
    Field("day", FieldType.DATE),
    Field("moment", FieldType.INSTANT),
    Field("whole", FieldType.INTEGER, minimum=0, maximum=40),
    Field("number", FieldType.NUMBER),
    Field("place", FieldType.POSTCODE),
    Field("code", FieldType.CODE, codes=families()["annex_a.ethnicity"]),
    Field("flag", FieldType.YES_NO, codes=families()["annex_a.yes_no"]),
]
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.text(),
    st.text(st.sampled_from("0123456789/-. :TabcABC#N\u00a0\u200b"), max_size=14),
    st.floats(),
    st.integers(-(10**18), 10**18),
    st.dates(),
    st.datetimes(),
    st.sampled_from([s for c in families().values() for code in c.codes for s in code.spellings]),
    st.sampled_from(["#N/A", "#REF!", "a) Yes", "16/09/20", "31/02/2020", "44090", "7.5"]),
)

TEXTS = st.one_of(st.none(), st.text(), st.text(" \u00a0#Nab1/", max_size=5))


@steady
@given(st.sampled_from(FIELDS), st.lists(CELLS, max_size=8))
def test_a_cell_is_read_or_is_a_problem_with_its_text_beside_it(field, cells):
    column = ColumnReader(field, 2026).read(cells)
    assert len(column.values) == len(cells)
    problems = dict(column.problems)
    for index, cell in enumerate(cells):
        value = column.values[index].as_py()
        kept = None if column.original is None else column.original[index].as_py()
        if is_blank(cell):
            assert (value, kept) == (None, None)
        elif value is None:
            assert WORDING[problems[index]].is_lost or problems[index] is Kind.CLEANED_TEXT
            assert kept == as_text(cell)
        elif index in problems:
            assert not WORDING[problems[index]].is_lost
            assert kept == as_text(cell)
        else:
            assert kept is None


@steady
@given(st.text(min_size=1).filter(lambda text: not is_blank(text)))
def test_text_that_is_kept_without_a_problem_is_the_text_that_was_found(cell):
    column = ColumnReader(Field("text"), None).read([cell])
    if not column.problems:
        assert column.values[0].as_py() == cell.strip(" \t\r\n")


@steady
@given(DAYS, st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d %B %Y"]))
def test_a_day_comes_back_from_every_way_of_writing_it(day, form):
    written = day.strftime(form).replace(f"{day.year}", f"{day.year:04d}")
    assert read_date(written) == (day, None)


@steady
@given(DAYS)
def test_a_day_in_a_spreadsheet_comes_back_as_that_day(day):
    assert read_date(day) == (day, None)
    assert read_date(datetime(day.year, day.month, day.day)) == (day, None)
    serial = (day - date(1899, 12, 30)) / timedelta(days=1)
    value, kind = read_date(serial)
    assert (value, kind) in [(day, Kind.DATE_FROM_NUMBER), (None, Kind.UNREADABLE_DATE)]


@steady
@given(st.lists(st.one_of(st.booleans(), st.integers(0, 1), st.sampled_from([0.0, 1.0, "1"]))))
def test_one_and_true_are_not_taken_for_each_other(cells):
    values = ColumnReader(Field("text"), None).read(cells).values.to_pylist()
    assert values == [as_text(cell) for cell in cells]


@steady
@given(st.lists(CELLS, min_size=1, max_size=30), st.integers(1, 29))
def test_reading_in_chunks_is_reading_at_once(cells, cut):
    at_once = ColumnReader(FIELDS[1], None).read(cells)
    reader = ColumnReader(FIELDS[1], None)
    chunks = [reader.read(cells[:cut]), reader.read(cells[cut:])]
    assert pa.concat_arrays([chunk.values for chunk in chunks]).equals(at_once.values)
    assert sum(len(chunk.problems) for chunk in chunks) == len(at_once.problems)


@steady
@given(
    st.sampled_from(FIELDS),
    st.lists(st.one_of(st.none(), st.text(), st.text(" \u00a0#Nab1/", max_size=5))),
)
def test_an_array_of_text_is_read_as_its_cells_one_by_one_are(field, cells):
    array = ColumnReader(field, None).read(pa.array(cells, pa.string()))
    for index, cell in enumerate(cells):
        alone = ColumnReader(field, None)._read_list([cell])
        assert array.values[index] == alone.values[0]
        kept = None if array.original is None else array.original[index].as_py()
        assert kept == (None if alone.original is None else alone.original[0].as_py())
        assert [kind for at, kind in array.problems if at == index] == [
            kind for _, kind in alone.problems
        ]


@steady
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_whole_number_is_never_rounded_up(cell):
    field = Field("whole", FieldType.INTEGER, minimum=0)
    value = ColumnReader(field, None).read([cell]).values[0].as_py()
    assert value is None or value == math.floor(cell)


@steady
@given(st.text())
def test_the_key_of_a_spelling_is_its_own_key(text):
    assert spelling_key(spelling_key(text)) == spelling_key(text)


@steady
@given(st.sampled_from(sorted(families())), st.data())
def test_a_code_means_itself_and_a_spelling_that_is_known_never_means_nothing(name, data):
    codes = families()[name]
    code = data.draw(st.sampled_from(codes.codes))
    assert codes.meanings(code.code) == {code.code}
    for spelling in code.spellings:
        assert codes.meanings(spelling)


def test_no_two_columns_of_a_table_have_one_name():
    for each in RETURNS.values():
        for table in each.tables:
            assert len(table.by_name) == len(table.fields), table.name
            assert table.key_fields, table.name
