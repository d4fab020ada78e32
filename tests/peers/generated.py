"""Small returns near the edges of the rules: few children, days around the ends of the year and
around birthdays, codes that hold, codes that do not, and blanks."""

from datetime import date, timedelta

from hypothesis import strategies as st
from tests.spec.rules.cases import Drawn, headings_of

from lineofsight.quality.schema import KEY_HEADINGS, child_field, published_name
from lineofsight.returns import RETURNS
from lineofsight.returns.model import FieldType

CHILDREN = ("A", "B", "C")
BIRTHDAYS = (4, 5, 8, 10, 11, 14, 15, 16, 17, 18, 19, 21, 25)
BIRTH = ("DOB", "PersonBirthDate")
WORDS = {
    "UPN": ("UN1", "UN2", "UN3", "UN4", "UN5", "UN7", "A123456789123", "H801200001001", "X1", ""),
    "FormerUPN": ("A123456789123", "X1", "", ""),
    "URN": ("1234567", "XXXXXXX", "SC123456", "999999", ""),
    "LA_PERM": ("", "E10000016", "301", "XX"),
    "SW_ID": ("SW1", "XX9", "AB1", ""),
    "SDQ_SCORE": ("", "0", "12", "40", "41", "x"),
    "NB_ADOPTR": ("", "1", "2", "3"),
    "NumberOfPreviousCPP": ("", "0", "1", "x"),
}


def days_near(year: int, birth: date) -> list[date]:
    """Days on which rules turn: both ends of this year and the last, birthdays, a few between."""
    ends = [
        date(y, month, day) for y in (year - 2, year - 1, year) for month, day in ((3, 31), (4, 1))
    ]
    turns = [_birthday(birth, age) for age in BIRTHDAYS]
    near = {day + timedelta(days=n) for day in (*ends, *turns, birth) for n in (-1, 0, 1)}
    between = {date(year - 1, 6, 1), date(year - 1, 6, 8), date(year - 1, 10, 28), date(year, 1, 5)}
    return sorted(near | between)


def _birthday(birth: date, age: int) -> date:
    try:
        return birth.replace(year=birth.year + age)
    except ValueError:
        return date(birth.year + age, 3, 1)


@st.composite
def births(draw, year: int) -> dict[str, date]:
    """A birth day for each child, most of them on an edge of some rule."""
    found = {}
    for child in CHILDREN:
        age = draw(st.sampled_from((*BIRTHDAYS, 0, 1)))
        turn = draw(
            st.sampled_from([date(year, 3, 31), date(year - 1, 4, 1), date(year - 1, 10, 28)])
        )
        found[child] = _birthday(turn, -age) + timedelta(days=draw(st.integers(-1, 1)))
    return found


@st.composite
def tables(draw, return_id: str, year: int, names: tuple[str, ...], *, most: int = 4):
    """Drawn tables of a return by their published names; `names` are ours."""
    born = draw(births(year))
    given: dict[str, Drawn] = {}
    for name in names:
        headings = headings_of(return_id, name)
        rows = draw(st.lists(_row(return_id, name, year, born), max_size=most))
        given[published_name(return_id, name)] = [headings, *rows]
    return given


@st.composite
def _row(draw, return_id: str, name: str, year: int, born: dict[str, date]) -> list[str]:
    declared = RETURNS[return_id].by_name[name]
    child = draw(st.sampled_from(CHILDREN))
    own = child_field(declared)
    cells = []
    for heading in headings_of(return_id, name):
        field = next((f for f in declared.fields if f.published == heading), None)
        if field is not None and field.name == own:
            cells.append(child)
        elif heading in KEY_HEADINGS.values():
            cells.append(draw(st.sampled_from(("1", "1", "2"))))
        elif field is None:
            cells.append("")
        else:
            cells.append(draw(_cell(field, return_id, year, born[child])))
    return cells


def _cell(field, return_id: str, year: int, birth: date):
    form = "%d/%m/%Y" if return_id == "ssda903" else "%Y-%m-%d"
    if field.published in BIRTH:
        said = birth.strftime(form)
        return st.sampled_from((said,) * 9 + ("",))
    if field.type is FieldType.DATE:
        days = [day.strftime(form) for day in days_near(year, birth)]
        return st.one_of(
            st.sampled_from(days), st.sampled_from(days[len(days) // 2 :]), st.just("")
        )
    if field.published in WORDS:
        return st.sampled_from(WORDS[field.published])
    if field.codes is not None:
        codes = [code.code for code in field.codes.codes]
        if field.type is FieldType.YES_NO:
            codes = ["0", "1", "0", "1"]
        return st.sampled_from([*codes, *codes, *codes, "X9", "", ""])
    if field.type is FieldType.POSTCODE:
        return st.just("")
    return st.sampled_from(("", "1", "x"))
