"""`lineofsight check`: files in, findings out, in the form that was asked for."""

import csv
import io
import json

import openpyxl
import pytest
from click.testing import CliRunner

from lineofsight.cli import main

HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"


@pytest.fixture
def header(tmp_path):
    file = tmp_path / "header.csv"
    file.write_text(HEADER + "A,1,01/02/2010,WBRI,UN1,,\n=b,1,31/02/2010,WBRI,UN1,,\n")
    return file


def run(*arguments):
    return CliRunner().invoke(main, ["check", *map(str, arguments), "--year", "2026"])


def test_lines_of_json_say_rule_row_fields_and_what_to_do(header):
    result = run(header, "--rules", "102", "--format", "json")
    (line,) = map(json.loads, result.output.splitlines())

    assert result.exit_code == 0
    assert line == {
        "rule": "102", "outcome": "failed", "severity": "error", "table": "Header", "row": 1,
        "fields": ["DOB"], "child": "=b", "message": line["message"],
    }  # fmt: skip
    assert "dd/mm/yyyy" in line["message"]


def test_a_rule_without_rows_has_a_line_of_its_own(header):
    lines = map(
        json.loads, run(header, "--rules", "102,141", "--format", "json").output.splitlines()
    )
    (line,) = (line for line in lines if line["rule"] == "141")

    assert (line["outcome"], line["row"]) == ("not_run", None)
    assert line["message"] == "Episodes was not given."


def test_a_table_to_read_ends_with_the_sum_of_it(header):
    output = run(header, "--rules", "102").output

    assert output.splitlines()[-1] == "1 rule: 1 failed; 1 failing row."


def test_csv_keeps_a_reference_that_looks_like_a_formula_a_text(header):
    rows = list(
        csv.DictReader(io.StringIO(run(header, "--rules", "102", "--format", "csv").output))
    )

    assert [(row["rule"], row["row"], row["child"]) for row in rows] == [("102", "1", "'=b")]


def test_a_workbook_has_the_rules_and_the_rows(header, tmp_path):
    out = tmp_path / "findings.xlsx"
    result = run(header, "--rules", "102", "--format", "xlsx", "--out", out)
    book = openpyxl.load_workbook(out)

    assert result.exit_code == 0
    assert [cell.value for cell in book["Rules"][2]][:4] == ["102", "failed", "error", 1]
    assert [cell.value for cell in book["Failing rows"][2]][:7] == [
        "102", "failed", "error", "Header", 1, "DOB", "=b",
    ]  # fmt: skip


def test_last_years_files_follow_one_another(header, tmp_path):
    last = [tmp_path / "last" / name for name in ("header.csv", "episodes.csv")]
    last[0].parent.mkdir()
    last[0].write_text(HEADER + "A,1,01/02/2010,WBRI,UN1,,\n")
    last[1].write_text("CHILD,DECOM,RNE,LS,CIN,PLACE\nA,01/05/2024,S,C2,N1,U1\n")
    result = run(header, "--previous", *last, "--rules", "102", "--format", "json")

    assert result.exit_code == 0, result.output


def test_findings_fail_the_run_only_when_asked(header):
    assert run(header, "--rules", "102").exit_code == 0
    assert run(header, "--rules", "102", "--fail-on", "error").exit_code == 1


@pytest.mark.parametrize("rules", ["", " , "])
def test_no_rule_is_refused(header, rules):
    result = run(header, "--rules", rules)

    assert (result.exit_code, result.output.strip()) == (
        1, "No rule was named. Give codes with commas between, as 100,1530.",
    )  # fmt: skip


def test_a_file_that_is_none_of_a_return_is_refused(tmp_path):
    file = tmp_path / "list.csv"
    file.write_text("fruit,colour\napple,red\n")
    result = run(file)

    assert result.exit_code == 1
    assert "none of its headings" in result.output


def test_wrong_usage_is_told_apart_from_a_refusal(header):
    assert CliRunner().invoke(main, ["check", str(header)]).exit_code == 2
