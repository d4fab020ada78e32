"""Tables handed over from Python: pandas, Polars-like or Arrow, as the return publishes them."""

from datetime import date

import pandas as pd
import pyarrow as pa
import pytest

from lineofsight.errors import UserError
from lineofsight.quality import Outcome, check
from lineofsight.quality.given import take
from lineofsight.quality.reading import read_return


def header(**columns) -> dict:
    return {"Header": pd.DataFrame({"CHILD": ["A", "b"]} | columns)}


def typed(tables, return_id="ssda903", name="header"):
    return take(tables, return_id).tables[name].typed().to_pylist()


@pytest.mark.parametrize(
    "days",
    [
        ["01/02/2010", "28/02/2010"],
        ["2010-02-01", "2010-02-28"],
        [" 01/02/2010 ", "2010-02-28T00:00:00"],
        [date(2010, 2, 1), date(2010, 2, 28)],
        pd.to_datetime(["2010-02-01", "2010-02-28"]),
    ],
    ids=["as published", "ISO", "with spaces and a time", "days", "timestamps"],
)
def test_a_day_is_read_however_it_comes(days):
    assert [row["dob"] for row in typed(header(DOB=days))] == [date(2010, 2, 1), date(2010, 2, 28)]


def test_what_is_no_day_is_empty_and_kept_as_it_was_written():
    first, second = typed(header(DOB=["31/02/2010", None]))

    assert (first["dob"], first["dob_text"]) == (None, "31/02/2010")
    assert (second["dob"], second["dob_text"]) == (None, None)


def test_a_year_of_two_figures_is_no_year():
    assert typed(header(DOB=["01/02/10", "x"]))[0]["dob"] is None


def test_codes_are_trimmed_and_in_capitals_and_a_whole_number_is_one():
    first, second = typed(header(SEX=[1.0, None], ETHNIC=[" wbri\u00a0", "  "]))

    assert (first["sex"], first["ethnic"]) == ("1", "WBRI")
    assert (second["sex"], second["ethnic"]) == (None, None)


def test_a_child_is_told_back_with_its_small_letters():
    results = check(header(DOB=[None, None]), "ssda903", 2026, rules=["102"])

    assert [line.child for line in results.findings] == ["A", "b"]


def test_a_quotation_mark_in_a_heading_breaks_nothing():
    table = {"Header": pd.DataFrame({'CHI"LD': ["A"], 'D"OB': ["01/02/2010"]})}

    assert typed(table)[0]["child"] == "A"


def test_who_seeks_asylum_alone_is_told_by_the_child_and_not_by_the_line(tmp_path):
    header, asylum = tmp_path / "header.csv", tmp_path / "uasc.csv"
    header.write_text(
        "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n,,,,,,\nA,1,01/02/2010,WBRI,UN1,,\n"
        "B,1,01/02/2010,WBRI,UN1,,\n"
    )
    asylum.write_text("CHILD,SEX,DOB,DUC\nB,1,01/02/2010,\n")
    tables = read_return([header, asylum]).tables

    assert [(row["row"], row["child"], row["uasc"]) for row in typed(tables)] == [
        (1, "A", "0"), (2, "B", "1"),
    ]  # fmt: skip


def test_arrow_tables_are_taken_as_they_are():
    table = pa.table({"CHILD": ["A"], "DOB": pa.array([date(2010, 2, 1)])})

    assert typed({"header": table})[0]["dob"] == date(2010, 2, 1)


def test_what_polars_gives_is_taken():
    class LikePolars:
        def to_arrow(self):
            return pa.table({"CHILD": pa.array(["A"], pa.string_view()), "DOB": ["01/02/2010"]})

    assert typed({"Header": LikePolars()})[0]["child"] == "A"


@pytest.mark.parametrize("codes", [[["1A", "2B"], None], ["1A, 2B", ""]], ids=["lists", "texts"])
def test_the_factors_of_an_assessment_are_a_list(codes):
    table = {"Assessments": pd.DataFrame({"LAchildID": ["A", "B"], "AssessmentFactors": codes})}
    rows = typed(table, "cin", "assessments")

    assert [row["assessment_factors"] for row in rows] == [["1A", "2B"], None]


@pytest.mark.parametrize("name", ["ChildProtectionPlans", "childprotectionplans", "CPPlanDetails"])
def test_a_table_is_known_by_the_names_people_give_it_and_told_back_by_that(name):
    plans = pd.DataFrame(
        {"LAchildID": ["A"], "CPPstartDate": ["2025-05-02"], "CPPendDate": ["2025-05-01"]}
    )
    results = check({name: plans}, "cin", 2026, rules=["8925"])

    assert [(line.table, line.row) for line in results.findings] == [(name, 0)]


def test_a_table_the_return_has_not_got_is_refused_with_those_it_has():
    with pytest.raises(UserError, match=r"no table “Headers”.*Header, Episodes"):
        check({"Headers": pd.DataFrame()}, "ssda903", 2026)


def test_a_list_of_rows_is_refused_with_what_to_give():
    with pytest.raises(UserError, match="pandas, Polars or Arrow"):
        check({"Header": [["A"]]}, "ssda903", 2026)


def test_a_return_without_rules_is_refused():
    with pytest.raises(UserError, match="no rules for “school census”"):
        check({}, "school census", 2026)


@pytest.mark.parametrize("year", [None, 2022, 2031])
def test_a_year_without_rules_is_refused(year):
    with pytest.raises(UserError, match="year"):
        check(header(DOB=["", ""]), "ssda903", year)


def test_a_rule_that_there_is_not_is_refused():
    with pytest.raises(UserError, match="no rule 9999 in the collection of 2026"):
        check(header(DOB=["", ""]), "ssda903", 2026, rules=["102", "9999"])


def test_a_line_reads_as_an_object_and_as_the_json_it_becomes():
    (line, _) = check(header(DOB=[None, None]), "ssda903", 2026, rules=["102"]).findings

    assert dict(line)["fields"] == line.fields == ("DOB",)
    assert line["outcome"] == Outcome.FAILED
    with pytest.raises(KeyError):
        line["nothing"]
