"""Small returns near the edges of the rules: few children, days around the ends of the year and
around birthdays, codes that hold, codes that do not, and blanks."""

from datetime import date, timedelta

from hypothesis import strategies as st
from tests.peers.lists import WRITTEN
from tests.spec.rules.cases import Drawn, headings_of

from lineofsight.quality.schema import KEY_HEADINGS, child_field, published_name
from lineofsight.returns import RETURNS
from lineofsight.returns.model import FieldType

CHILDREN = ("A", "B", "C")
BIRTHDAYS = (4, 5, 8, 10, 11, 14, 15, 16, 17, 18, 19, 21, 25)
BIRTH = ("DOB", "PersonBirthDate")
PLACED = ("PLACE", "PL_POST", "URN", "PLACE_PROVIDER")
FOLLOWS = ((), ("CHILD",), ("CHILD", "LS"), ("CHILD", *PLACED), ("CHILD", "LS", *PLACED))
"""What an episode may have of one before it."""
WORDS = {
    "UPN": (
        "UN1",
        "UN2",
        "UN3",
        "UN4",
        "UN5",
        "UN7",
        "A123456789123",
        "H801200001001",
        "P94312345678A",
        "X1",
        "",
        "",
    ),
    "FormerUPN": ("A123456789123", "A12345678912B", "X1", "", ""),
    "URN": ("1234567", "XXXXXXX", "SC123456", "999999", ""),
    "LA_PERM": ("", "E10000016", "E10000017", "301", "XX"),
    "SW_ID": ("SW1", "XX9", "AB1", ""),
    "SDQ_SCORE": ("", "0", "12", "40", "41", "x"),
    "NB_ADOPTR": ("", "1", "2", "3"),
    "NumberOfPreviousCPP": ("", "0", "1", "x"),
    "ReferralNFA": ("0", "0", "0", "1", "1", "false", "true", ""),
    "ICPCnotRequired": ("0", "0", "0", "1", "false", "true", ""),
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


def days_about(year: int) -> list[date]:
    """Days of a census: about both ends of the year, and a few between that follow closely."""
    between = (date(year - 1, 6, 1), date(year - 1, 10, 28), date(year, 1, 5), date(year, 1, 28))
    ends = (date(year - 1, 3, 31), date(year, 3, 12), date(year, 3, 31))
    about = {day + timedelta(days=n) for day in (*ends, *between) for n in (-1, 0, 1)}
    return sorted(about | {date(year - 1, 12, 31), date(year, 2, 14)})


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
        # The tool takes no return of which the header is empty.
        least = 1 if (return_id, name) == ("ssda903", "header") else 0
        rows = draw(st.lists(_row(return_id, name, year, born), min_size=least, max_size=most))
        if (return_id, name) == ("ssda903", "episodes"):
            rows = draw(_one_after_another(headings, rows))
        given[published_name(return_id, name)] = [headings, *rows]
    return draw(_as_in_a_census(given, year)) if return_id == "cin" else given


@st.composite
def _as_in_a_census(draw, given: dict[str, Drawn], year: int) -> dict[str, Drawn]:
    """The blocks as a file has them: a header that says the year, a child once or now and then
    twice, blocks counted within their parents, which are there, and factors of assessments."""
    if "Header" in given:
        headings, *rows = given["Header"]
        said = {"Collection": "CIN", "Year": str(year), "ReferenceDate": f"{year}-03-31"}
        if rows and len(given) == 1:
            said["ReferenceDate"] = rows[0][headings.index("ReferenceDate")]
        given["Header"] = [headings, [said.get(heading, "") for heading in headings]]
    for published in ("ChildIdentifiers", "ChildCharacteristics"):
        if published in given and draw(st.integers(0, 9)):
            given[published] = _once_each(given[published], 1)
    for published in ("CINdetails", "Assessments", "ChildProtectionPlans"):
        _count_within(given, published)
    _of_parents(draw, given)
    if "Assessments" in given:
        draw(_factors(given))
    return given


def _once_each(drawn: Drawn, wide: int) -> Drawn:
    headings, *rows = drawn
    first = {tuple(row[:wide]): row for row in reversed(rows)}
    return [headings, *(row for row in rows if first[tuple(row[:wide])] is row)]


def _count_within(given: dict[str, Drawn], published: str) -> None:
    """Blocks of one parent are numbered 1, 2, 3."""
    if published not in given:
        return
    rows = given[published][1:]
    own = {"CINdetails": 1, "Assessments": 2, "ChildProtectionPlans": 2}[published]
    counted: dict[tuple[str, ...], int] = {}
    for row in rows:
        parent = tuple(row[:own])
        counted[parent] = counted.get(parent, 0) + 1
        row[own] = str(counted[parent])


def _of_parents(draw, given: dict[str, Drawn]) -> None:
    """Every block stands in a block that was drawn, if blocks of that kind were."""
    parents = {
        "Assessments": ("CINdetails", 2),
        "CINPlanDates": ("CINdetails", 2),
        "Section47": ("CINdetails", 2),
        "ChildProtectionPlans": ("CINdetails", 2),
        "Reviews": ("ChildProtectionPlans", 3),
    }
    for published, (parent, wide) in parents.items():
        if published not in given or parent not in given:
            continue
        found = [tuple(row[:wide]) for row in given[parent][1:]]
        for row in given[published][1:] if found else []:
            if tuple(row[:wide]) not in found:
                row[:wide] = draw(st.sampled_from(found))
        if not found:
            del given[published][1:]
        _count_again(given, published)


def _count_again(given: dict[str, Drawn], published: str) -> None:
    if published in ("Assessments", "ChildProtectionPlans"):
        _count_within(given, published)


@st.composite
def _factors(draw, given: dict[str, Drawn]) -> None:
    """Factors of each assessment, in its own cell and in the table of factors."""
    codes = ("1A", "1A", "21", "21", "18A", "18B", "19A", "19C", "20", "ZZ")
    headings, *rows = given["Assessments"]
    at = headings.index("AssessmentFactors")
    listed = []
    for row in rows:
        chosen = draw(st.lists(st.sampled_from(codes), max_size=3))
        row[at] = ",".join(chosen)
        listed += [[*row[:3], code] for code in chosen]
    table = published_name("cin", "assessment_factors")
    if table in given:
        given[table] = [given[table][0], *listed]


@st.composite
def _one_after_another(draw, headings: list[str], rows: list[list[str]]) -> list[list[str]]:
    """Episodes of which some are of the same child as one before, and like it in a part."""
    for at in range(1, len(rows)):
        kept = draw(st.sampled_from(FOLLOWS))
        earlier = rows[max(at - draw(st.sampled_from((1, 1, 2))), 0)]
        rows[at] = [
            old if heading in kept else new
            for heading, old, new in zip(headings, earlier, rows[at], strict=True)
        ]
    return rows


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
        # Now and then a table of the SSDA903 gives another day than the header.
        other = (birth + timedelta(days=1)).strftime(form) if return_id == "ssda903" else said
        return st.sampled_from((said,) * 17 + (other, "", ""))
    if field.type is FieldType.DATE and return_id == "cin":
        return st.sampled_from((*map(date.isoformat, days_about(year)), *[""] * 9))
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
        return st.sampled_from((*WRITTEN, *WRITTEN[:3], "", ""))
    return st.sampled_from(("", "1", "x"))
