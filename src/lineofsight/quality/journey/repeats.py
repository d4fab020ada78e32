"""The same thing recorded twice, and spells of one child that cannot go on side by side."""

from collections.abc import Callable

from lineofsight.journey import TABLES
from lineofsight.later import ibis
from lineofsight.quality.journey.book import rule
from lineofsight.quality.journey.codes import pupil_numbers
from lineofsight.quality.journey.order_of_days import dated
from lineofsight.quality.journey.records import code, is_given, open_rows
from lineofsight.quality.model import Severity

QUERY = Severity.QUERY


def _again(rows, *columns):
    """Every row but the first of those that agree in the columns."""
    place = ibis.row_number().over(group_by=[rows[c] for c in columns], order_by=rows.row)
    ranked = rows.mutate(place=place)
    return ranked.filter(ranked.place > 0)


def _of_several(rows, column, *, by):
    """Rows of a group in which the column holds several values. (Clusters cannot count distinct
    values over a window; that the first is not the last says the same.)"""
    found = rows.mutate(first=column.min().over(group_by=by), last=column.max().over(group_by=by))
    return found.filter(found["first"] != found["last"])


def named(t):
    rows = t.ssd_person
    return rows.filter(
        is_given(rows.pers_forename) & is_given(rows.pers_surname) & rows.pers_dob.notnull()
    )


@rule("J601", "Another child has the same name and date of birth. If it is the same child, merge"
      " the two records.", "ssd_person.pers_person_id", among=named, severity=QUERY)  # fmt: skip
def same_person(rows, t):
    rows = rows.mutate(first=code(rows.pers_forename), last=code(rows.pers_surname))
    many = rows.count().over(group_by=[rows.first, rows.last, rows.pers_dob])
    rows = rows.mutate(many=many)
    return rows.filter(rows.many > 1)


@rule("J602", "Another child has the same unique pupil number. Find out whose it is, and correct"
      " the other.", "ssd_linked_identifiers.link_identifier_value",
      among=pupil_numbers)  # fmt: skip
def same_pupil_number(rows, t):
    rows = rows.mutate(number=code(rows.link_identifier_value))
    return _of_several(rows, rows.child, by=rows.number)


# Code, table, columns that tell a second recording of the same, what is wrong.
TWICE = (
    ("J603", "ssd_cin_episodes", ("child", "cine_referral_date"), "referral of this day"),
    ("J604", "ssd_contacts", ("child", "cont_contact_date", "cont_contact_source_code"),
     "contact of this day from the same source"),
    ("J605", "ssd_cp_visits", ("child", "cppv_cp_visit_date"), "visit of this day"),
    ("J606", "ssd_cin_visits", ("child", "cinv_cin_visit_date"), "visit of this day"),
)  # fmt: skip


def _is_again(columns: tuple[str, ...]) -> Callable:
    def find(rows, t):
        return _again(rows, *columns)

    return find


for _code, _table, _columns, _what in TWICE:
    rule(
        _code,
        f"The child has an earlier {_what}. Take one of them out, or say why there are several.",
        f"{_table}.{TABLES[_table].dated_by}",
        among=dated(_table),
        severity=QUERY,
    )(_is_again(_columns))

# Code, table, what goes on side by side.
SIDE_BY_SIDE = (
    ("J610", "ssd_cp_plans", "child protection plan"),
    ("J611", "ssd_cla_episodes", "episode of care"),
    ("J612", "ssd_cla_placement", "placement"),
    ("J613", "ssd_legal_status", "legal status"),
)


def _starts_too_early(table: str) -> Callable:
    """A spell that starts while an earlier one of the child goes on."""
    start, end = TABLES[table].starts_on, TABLES[table].ends_on

    def find(rows, t):
        until = rows[end].fill_null(ibis.date("9999-12-31"))
        rows = rows.mutate(until=ibis.greatest(until, rows[start]))
        before = rows.until.max().over(
            group_by=rows.child, order_by=[rows[start], rows.row], rows=(None, -1)
        )
        rows = rows.mutate(before=before)
        return rows.filter(rows[start] < rows.before)

    return find


for _code, _table, _what in SIDE_BY_SIDE:
    rule(
        _code,
        f"The {_what} starts while another of the child goes on. End the earlier one, or correct"
        " the dates.",
        f"{_table}.{TABLES[_table].starts_on}",
        f"{_table}.{TABLES[_table].ends_on}",
        among=dated(_table),
    )(_starts_too_early(_table))


@rule("J614", "The child has several open cases. Close those that are over.",
      "ssd_cin_episodes.cine_close_date", among=open_rows("ssd_cin_episodes"))  # fmt: skip
def several_open_cases(rows, t):
    rows = rows.mutate(many=rows.count().over(group_by=rows.child))
    return rows.filter(rows.many > 1)


def allocated(t):
    rows = open_rows("ssd_involvements")(t)
    return rows.filter(code(rows.invo_professional_role_id) == "ALLOCATED_WORKER")


@rule("J615", "Several workers are allocated to the child at once. End those who no longer hold the"
      " case.", "ssd_involvements.invo_involvement_end_date", among=allocated,
      severity=QUERY)  # fmt: skip
def several_workers(rows, t):
    return _of_several(rows, rows.invo_professional_id, by=rows.child)
