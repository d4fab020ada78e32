# ruff: noqa: E501 - tables are drawn as wide as they are
"""The child-level book of Annex A: who is on a list, what is late, and that its figures are the
indicators' own."""

import io
from datetime import UTC, date, datetime

import openpyxl
import pytest
from tests.factories.journeys import journey

from lineofsight.errors import NotAllowedByScope
from lineofsight.indicators import figures
from lineofsight.periods import Period
from lineofsight.reports import as_pdf, display, model
from lineofsight.reports.annex_a import LISTS, gather, outside, pages, windows, workbook
from lineofsight.reports.annex_a.gathering import Missing
from lineofsight.reports.annex_a.lists import ON_THE_DAY, SIX_MONTHS, Measure
from lineofsight.scope import TOTALS_ONLY, WHOLE_AUTHORITY, Scope

AS_AT = "2026-09-30"
DAY = date.fromisoformat(AS_AT)
DRAWINGS = {
    "ssd_department": """
        dept_team_id | dept_team_name | dept_team_parent_id
        SERVICE      | Assessment     |
        SOUTH        | South          | SERVICE
        NORTH        | North          | SERVICE
    """,
    "ssd_professionals": """
        prof_professional_id | prof_professional_name
        W1                   | Leah Brandt
        W2                   | Ola Benson
    """,
    "ssd_person": """
        pers_person_id | pers_sex | pers_ethnicity | pers_dob   | pers_expected_dob
        C1             | M        | WBRI           | 2015-03-04 |
        C2             | F        | MWBC           | 2009-03-04 |
        C3             | F        | WBRI           |            | 2026-12-01
        C4             | M        |                | 2020-01-01 |
    """,
    "ssd_involvements": """
        invo_involvements_id | invo_person_id | invo_professional_id | invo_professional_team | invo_involvement_start_date
        I1                   | C1             | W1                   | SOUTH                  | 2025-09-01
        I2                   | C2             | W2                   | NORTH                  | 2025-09-01
        I3                   | C3             | W1                   | SOUTH                  | 2026-08-01
        I4                   | C4             | W2                   | NORTH                  | 2026-08-01
    """,
    "ssd_contacts": """
        cont_contact_id | cont_person_id | cont_contact_date | cont_contact_source_code
        K0              | C1             | 2026-03-29        | 6
        K1              | C1             | 2026-04-10        | 6
        K2              | C1             | 2026-05-10        | 2A
        K3              | C2             | 2026-09-30        | 2A
    """,
    "ssd_cin_episodes": """
        cine_referral_id | cine_person_id | cine_referral_date | cine_close_date | cine_referral_nfa | cine_referral_source_code | cine_cin_primary_need_code
        R1               | C1             | 2026-04-12         |                 | N                 | 6                         | N1
        R2               | C2             | 2024-01-12         | 2026-08-01      | N                 | 6                         | N1
        R3               | C3             | 2026-09-01         | 2026-09-01      | Y                 | 2A                        |
        R4               | C2             | 2025-12-12         | 2025-12-12      | Y                 | 2A                        |
        R5               | C4             | 2026-08-01         |                 | N                 | 2A                        | N5
    """,
    "ssd_cin_assessments": """
        cina_assessment_id | cina_person_id | cina_assessment_start_date | cina_assessment_auth_date | cina_assessment_child_seen | cina_assessment_team | cina_assessment_worker_id
        A1                 | C1             | 2026-04-13                 | 2026-05-05                | Y                          | SOUTH                | W1
        A2                 | C2             | 2026-04-13                 | 2026-08-20                | N                          | NORTH                | W2
        A3                 | C1             | 2026-06-01                 |                           |                            | SOUTH                | W1
        A4                 | C2             | 2026-09-20                 |                           |                            | NORTH                | W2
        A5                 | C2             | 2025-09-20                 | 2025-10-10                | Y                          | NORTH                | W2
    """,
    "ssd_s47_enquiry": """
        s47e_s47_enquiry_id | s47e_person_id | s47e_s47_start_date | s47e_s47_end_date | s47e_s47_nfa
        S1                  | C1             | 2026-04-20          | 2026-05-08        | N
        S2                  | C2             | 2025-04-20          | 2025-05-08        | N
    """,
    "ssd_initial_cp_conference": """
        icpc_icpc_id | icpc_s47_enquiry_id | icpc_person_id | icpc_icpc_date | icpc_icpc_outcome_cp_flag | icpc_icpc_team
        IC1          | S1                  | C1             | 2026-05-20     | Y                         | SOUTH
    """,
    "ssd_cp_plans": """
        cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_end_date | cppl_cp_plan_initial_category | cppl_cp_plan_latest_category | cppl_cp_plan_ola
        P0              | C1             | 2023-01-01              | 2023-06-01            | NEG                           | NEG                          |
        P1              | C1             | 2026-05-20              |                       | NEG                           | EMO                          |
        P2              | C2             | 2026-05-20              |                       | NEG                           | NEG                          | Y
        P3              | C4             | 2025-01-01              | 2026-03-01            | NEG                           | NEG                          | N
    """,
    "ssd_cp_visits": """
        cppv_cp_visit_id | cppv_person_id | cppv_cp_plan_id | cppv_cp_visit_date | cppv_cp_visit_seen | cppv_cp_visit_seen_alone
        V1               | C1             | P1              | 2026-08-03         | Y                  | N
    """,
    "ssd_cla_episodes": """
        clae_cla_episode_id | clae_person_id | clae_cla_id | clae_cla_episode_start_date | clae_cla_episode_ceased_date | clae_cla_episode_start_reason | clae_cla_primary_need_code
        E1                  | C2             | L1          | 2026-07-01                  |                              | S                             | N1
        E2                  | C4             | L2          | 2026-01-01                  | 2026-02-01                   | S                             | N1
    """,
    "ssd_legal_status": """
        lega_legal_status_id | lega_person_id | lega_legal_status | lega_legal_status_start_date
        LS1                  | C2             | C1                | 2026-07-01
    """,
    "ssd_care_leavers": """
        clea_table_id | clea_person_id | clea_care_leaver_eligibility | clea_care_leaver_latest_contact
        CL1           | C2             | Eligible                     | 2026-09-20
    """,
}  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("book")
    silent = {"own_adopters": None, "own_early_help_assessments": None}
    journey(folder, as_at="2026-03-31", coverage=silent, **DRAWINGS)
    journey(folder, as_at=AS_AT, coverage=silent, **DRAWINGS)
    return folder


@pytest.fixture(scope="module")
def snapshot(home):
    from lineofsight import warehouse

    return warehouse.latest(home)


@pytest.fixture(scope="module")
def book(snapshot):
    return gather(snapshot, scope=WHOLE_AUTHORITY)


def keys(book, number):
    return [row.record_key for row in book.list_numbered(number).rows]


def test_each_list_has_those_whom_its_inclusion_names(book):
    assert keys(book, 1) == ["K1", "K2", "K3"]
    assert keys(book, 3) == ["R1", "R5", "R3"]
    assert set(keys(book, 4)) == {"A1", "A2", "A3", "A4"}
    assert keys(book, 5) == ["S1"]
    assert set(keys(book, 6)) == {"R1", "R2", "R5"}
    assert keys(book, 7) == ["P1"]
    assert keys(book, 8) == ["L1"]
    assert keys(book, 9) == ["CL1"]
    assert keys(book, 10) == keys(book, 11) == []


def test_a_figure_on_the_day_is_the_indicators(book, snapshot):
    asked = [each for of in LISTS for each in of.measures if each.over == ON_THE_DAY]
    ids = list(dict.fromkeys(each.indicator_id for each in asked))
    found = figures(snapshot, ids, [Period.day(DAY)], scope=WHOLE_AUTHORITY)
    same = {each.indicator_id: each for each in found}
    for listed in book.lists:
        for measure in listed.of.measures:
            if measure.over == ON_THE_DAY:
                cell, figure = listed.figure(measure), same[measure.indicator_id]
                assert (cell.state, cell.value) == (str(figure.state), figure.value)
                if figure.value is not None and cell.unit != "count":
                    assert (cell.numerator, cell.denominator) == (
                        figure.numerator, figure.denominator)  # fmt: skip


def test_a_figure_of_six_months_is_the_sum_of_the_indicators_months(book, snapshot):
    months = Period.parse("2026-09").series(6)
    for number, name in ((1, "CON01"), (3, "REF01"), (4, "ASM01"), (4, "ASM03"), (5, "S4704")):
        listed = book.list_numbered(number)
        measure = next(
            m for m in listed.of.measures if (m.indicator_id, m.over) == (name, SIX_MONTHS)
        )
        found = figures(snapshot, [name], months, scope=WHOLE_AUTHORITY)
        assert listed.figure(measure).numerator == sum(each.numerator for each in found)
        if listed.figure(measure).unit != "count":
            assert listed.figure(measure).denominator == sum(each.denominator for each in found)


def test_rows_that_are_open_are_as_many_as_the_figure_beside_them(book):
    for number, name in ((6, "CIN01"), (7, "CPP01"), (8, "CLA01")):
        listed = book.list_numbered(number)
        figure = next(c for m, c in listed.figures.items() if m.indicator_id == name)
        assert len(listed.open_rows) == figure.value


def test_the_rows_that_are_late_are_those_not_counted(book):
    listed = book.list_numbered(4)
    told = {row.record_key: [each.words for each in row.told if each.words] for row in listed.rows}
    assert told["A1"][0].startswith("In time")
    assert told["A2"][0].startswith("Late: ")
    assert told["A3"] == ["Overdue: was due 3 August 2026"]
    assert told["A4"][0].startswith("In time; due ")
    assert listed.late == 2


def test_what_the_data_cannot_tell_is_neither_nought_nor_in_time(book):
    early = book.list_numbered(2)
    assert early.late is None
    adopters = book.list_numbered(11)
    assert adopters.gap
    assert all(cell.state == display.NOT_COVERED for cell in adopters.figures.values())
    care = book.list_numbered(8).rows[0]
    assert care.values["la_of_placement"] is Missing.NOT_COVERED
    assert "placement_postcode" not in care.values


def test_a_team_has_its_own_children_only_and_teams_add_up_to_the_whole(snapshot, book):
    teams = [
        gather(snapshot, scope=Scope(teams=frozenset({team}), child_level=True))
        for team in ("SOUTH", "NORTH")
    ]
    assert teams[0].child_ids == {"C1", "C3"}
    for number in range(1, 10):
        every = sorted(key for team in teams for key in keys(team, number))
        assert every == sorted(keys(book, number))
        for measure, cell in book.list_numbered(number).figures.items():
            if cell.has_value and cell.unit == "count":
                parts = [each.list_numbered(number).figure(measure) for each in teams]
                assert cell.value == sum(part.value or 0 for part in parts)


def test_a_restricted_child_is_in_every_number_and_in_no_row(snapshot, book):
    scope = Scope(everything=True, child_level=True, restricted=frozenset({"C1"}))
    hidden = gather(snapshot, scope=scope)
    assert "C1" not in hidden.child_ids
    assert hidden.list_numbered(4).restricted == 2
    assert hidden.list_numbered(4).figures == book.list_numbered(4).figures
    text = str(_sheets(hidden))
    assert "'C1'" not in text


def test_without_a_right_to_children_there_is_no_book(snapshot):
    with pytest.raises(NotAllowedByScope):
        gather(snapshot, scope=TOTALS_ONLY)


def _provenance(snapshot):
    at = datetime(2026, 10, 1, 8, tzinfo=UTC)
    return model.Provenance(snapshot.id, DAY, "pack", "Framework", "1", "0", at, "An analyst")


def _sheets(book):
    at = datetime(2026, 10, 1, 8, tzinfo=UTC)
    taken = workbook.Taken(
        "Ashmere", "An analyst", at, "=For the inspection", "All", _provenance(book.snapshot)
    )
    found = openpyxl.load_workbook(io.BytesIO(workbook.document(book, taken)))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in found}


def test_the_workbook_has_a_sheet_a_list_and_says_who_took_it_when_and_why(book):
    sheets = _sheets(book)
    assert {f"List_{n}" for n in range(1, 12)} < set(sheets)
    cover = " ".join(str(row[0]) for row in sheets["Cover"])
    assert "OFFICIAL-SENSITIVE" in cover
    assert "Taken by An analyst, 1 October 2026 at 08:00" in cover
    assert "Why: =For the inspection" in cover
    heads, *lines = sheets["List_4"][2:]
    assert len(lines) == 4
    assert len(set(heads)) == len(heads)
    first = dict(zip(heads, lines[0], strict=True))
    assert first["Continuous Assessment Start Date"] == datetime(2026, 4, 13)
    assert first["Allocated Team"] in ("South", "North")
    assert "Placement postcode" not in sheets["List_8"][2]
    assert sheets["List_11"][3][0].startswith("Not covered: ")


def test_the_workbooks_figures_are_the_documents(book):
    sheets = _sheets(book)
    shown = {(row[0], row[1], row[3]): row[5] for row in sheets["Figures"][3:]}
    report = pages.report(book, pages.Made("Ashmere", _provenance(book.snapshot)))
    for section, listed in zip(report.sections, book.lists, strict=False):
        table = next(
            b
            for _, _, b in model.blocks(report)
            if getattr(b, "id", "") == f"{section.key}-figures"
        )
        for row, (measure, cell) in zip(table.rows, listed.figures.items(), strict=True):
            assert row.cells[0] == cell
            said = shown[listed.of.number, measure.indicator_id, windows.said(measure.over, DAY)]
            expected = cell.value if cell.has_value else display.SYMBOL_OF_STATE[cell.state]
            assert said == (pytest.approx(expected) if cell.has_value else expected)


def test_the_document_has_a_page_a_list_beside_the_load_before_and_no_child(book):
    report = pages.report(book, pages.Made("Ashmere", _provenance(book.snapshot)))
    assert [s.key for s in report.sections][:11] == [f"list-{n}" for n in range(1, 12)]
    table = next(b for _, _, b in model.blocks(report) if getattr(b, "id", "") == "list-1-figures")
    assert table.columns == ("30 September 2026", "31 March 2026")
    text = repr(report)
    assert not any(f"'{child}'" in text for child in ("C1", "C2", "C3", "C4"))
    assert as_pdf.document(report).startswith(b"%PDF")


def test_the_copy_for_outside_shows_no_small_number(book):
    report = pages.report(book, pages.Made("Ashmere", _provenance(book.snapshot), is_outside=True))
    assert report.public_copy
    for _, _, block in model.blocks(report):
        for cell in model.figures_of(block):
            assert not (cell.has_value and cell.unit == "count" and 1 <= cell.value <= 5)
            assert not (cell.numerator and 1 <= cell.numerator <= 5)
        assert not isinstance(block, model.ChartBlock)
    covers, cell = outside.hidden(book).figures[1][Measure("CON01", SIX_MONTHS)]
    assert (covers, cell.state) == ("September 2026", "suppressed")
