"""Files are checked without being loaded, by a process of its own; refusals in one sentence."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lineofsight import warehouse
from lineofsight.web.data_quality.models import FileCheck, Run
from lineofsight.web.data_quality.services import checking_files

pytestmark = pytest.mark.django_db
HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n101,1,01/02/2012,WBRI,UN3,,\n101,9,,ZZZZ,,,\n"


@pytest.fixture(autouse=True)
def checked_at_once(settings):
    settings.LOADS_IN_BACKGROUND = False


def test_a_return_is_checked_and_its_page_follows_without_anything_loaded(client_as, settings):
    client = client_as("analyst")
    answer = client.post(
        "/data-quality/checks/",
        {"files": [SimpleUploadedFile("Header.csv", HEADER.encode())], "return_id": "ssda903",
         "collection_year": 2026, "authority": "E10000016"},
        follow=True,
    )  # fmt: skip
    check = FileCheck.objects.get()
    assert check.state == FileCheck.State.DONE, check.outcome
    assert "Checked: Header.csv" in answer.text
    assert warehouse.snapshots(settings.HOME) == []
    assert not checking_files.folder_of(check).exists(), "the files are gone"
    run = Run.objects.get()
    assert (run.return_id, run.collection_year, run.was_loaded) == ("ssda903", 2026, False)
    assert run.findings.filter(rule="102").exists()
    assert "errors and" in client.get("/data-quality/readiness/ssda903/").text


def test_what_is_no_return_is_refused_with_what_to_do(client_as):
    client = client_as("analyst")
    answer = client.post(
        "/data-quality/checks/",
        {"files": [SimpleUploadedFile("notes.pdf", b"%PDF-1.7")], "collection_year": 2026},
        follow=True,
    )  # fmt: skip
    assert FileCheck.objects.get().state == FileCheck.State.REFUSED
    assert "The files were not checked" in answer.text
    assert "Choose the files to check" in client.post("/data-quality/checks/", {}).text


def test_a_check_whose_process_was_killed_is_seen_to_be_interrupted(client_as, person):
    check = FileCheck.objects.create(
        by=person("analyst"), at=checking_files.clock.now(), collection_year=2026, state="running"
    )
    folder = checking_files.folder_of(check)
    folder.mkdir(parents=True)
    (folder / "being-read").touch()

    page = client_as("analyst").get(f"/data-quality/checks/{check.pk}/").text

    assert "was stopped before it ended" in page and not folder.exists()
