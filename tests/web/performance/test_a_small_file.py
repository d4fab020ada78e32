"""A workbook of a few rows: pages that make sense, and no figure made out of nothing."""

import re
from datetime import UTC, datetime

import pytest

from lineofsight import intake, warehouse

pytestmark = pytest.mark.django_db

NOT_COVERED = ("CPP12", "CLR03", "PLC02", "HLT03", "CON06", "CIN14")
NO_CASES = ("REF04", "S4704")


@pytest.fixture
def six_rows(samples, settings):
    submission = intake.read_files([samples / "annex_a" / "Annex_A_2024_Jan.xlsx"])
    warehouse.load(settings.HOME, submission, created_at=datetime(2024, 2, 1, 9, tzinfo=UTC))


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.mark.samples
def test_a_file_of_six_rows_says_what_it_cannot_know_and_never_a_bare_percentage(
    client_as, six_rows
):
    client = client_as("analyst")
    card = words(client.get("/performance/"))
    assert "have no figure" in card
    assert "not covered" in card
    for indicator_id in (*NOT_COVERED, *NO_CASES):
        page = client.get(f"/performance/measures/{indicator_id}/")
        assert page.status_code == 200
        title = re.search(r"<h1>(.*?)</h1>", page.content.decode(), re.S).group(1)
        assert ("not covered" if indicator_id in NOT_COVERED else "no cases") in title
        assert "%" not in title
    assert "(0 of 3)" in words(client.get("/performance/measures/ASM03/"))
    assert client.get("/performance/measures/ASM03/children/").status_code == 200
    due = words(client.get("/performance/due/"))
    assert "Not covered:" in due
    assert "Nothing listed here does not mean nothing is due" in words(
        client.get("/performance/due/looked-after-reviews/")
    )
