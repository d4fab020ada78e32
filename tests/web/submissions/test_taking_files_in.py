"""Loading through the page: whole or not at all, problems told, refusals in one sentence."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lineofsight import warehouse
from lineofsight.errors import TransitionNotAllowed
from lineofsight.indicators import cube, outward
from lineofsight.indicators.library import CATALOGUE
from lineofsight.web.activity.models import ActivityEvent
from lineofsight.web.people.references import child_reference
from lineofsight.web.submissions import services
from lineofsight.web.submissions.models import Load

pytestmark = pytest.mark.django_db

PERSONS = """pers_person_id,pers_forename,pers_surname,pers_sex,pers_gender,pers_ethnicity,pers_dob
C1,Tamsin,Alder,F,F,WBRI,2015-06-03
C2,Idris,Beck,M,M,,31/02/2016
"""
CONTACTS = """cont_contact_id,cont_person_id,cont_contact_date,cont_contact_source_code
K1,C1,2026-10-02,1A
K2,C2,2026-10-09,1B
"""


A_FEW = {measure: CATALOGUE[measure] for measure in ("CON01", "REF01")}


@pytest.fixture(autouse=True)
def read_at_once(settings, monkeypatch):
    """And a few measures counted with it: what a whole load counts is held by
    `performance/test_a_small_file.py`."""
    settings.LOADS_IN_BACKGROUND = False
    for counting in (cube, outward):
        monkeypatch.setattr(counting, "CATALOGUE", A_FEW)


def upload(client, *files: tuple[str, str | bytes], **more):
    given = [
        SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)
        for name, text in files
    ]
    return client.post(reverse("submissions:upload"), {"files": given, **more}, follow=True)


@pytest.fixture
def analyst(client_as):
    return client_as("analyst")


def test_an_analyst_loads_an_extract_and_sees_what_could_not_be_read(analyst, settings):
    answer = upload(
        analyst,
        ("ssd_person.csv", PERSONS),
        ("ssd_contacts.csv", CONTACTS),
        as_at_day="31",
        as_at_month="10",
        as_at_year="2026",
    )

    assert "Loaded:" in answer.text
    snapshot = warehouse.latest(settings.HOME)
    assert snapshot.as_at.isoformat() == "2026-10-31"
    problems = analyst.get(reverse("submissions:problems", args=[snapshot.id])).text
    assert "pers_dob" in problems
    assert "31/02/2016" not in problems, "the value itself is never shown"
    page = analyst.get(reverse("submissions:snapshot", args=[snapshot.id])).text
    assert snapshot.manifest.sources[0].sha256 in page


def test_the_files_are_gone_after_a_load_and_after_a_refusal(analyst, settings):
    upload(
        analyst, ("ssd_contacts.csv", CONTACTS), as_at_day="31", as_at_month="10", as_at_year="2026"
    )
    upload(analyst, ("notes.pdf", b"%PDF-1.7 nothing of ours"))

    assert [path for path in (settings.HOME / "uploads").rglob("*") if path.is_file()] == []


def test_a_file_that_is_no_return_is_refused_with_what_to_do_and_nothing_is_loaded(
    analyst, settings
):
    answer = upload(analyst, ("notes.pdf", b"%PDF-1.7 nothing of ours"))

    assert "Nothing was loaded" in answer.text
    refused = Load.objects.get()
    assert refused.state == Load.State.REFUSED
    assert refused.outcome in answer.text.replace("&#x27;", "'").replace("&quot;", '"')
    assert warehouse.snapshots(settings.HOME) == []


def test_the_same_files_again_are_recognised(analyst):
    files = (("ssd_contacts.csv", CONTACTS),)
    when = {"as_at_day": "31", "as_at_month": "10", "as_at_year": "2026"}
    upload(analyst, *files, **when)

    assert "same file" in upload(analyst, *files, **when).text


def test_a_load_that_fails_in_the_product_says_so_and_keeps_nothing(analyst, settings, monkeypatch):
    def fails(*args, **kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr(services.loading, "load_files", fails)
    with pytest.raises(ZeroDivisionError):
        upload(analyst, ("ssd_contacts.csv", CONTACTS))

    load = Load.objects.get()
    assert load.state == Load.State.INTERRUPTED
    assert "nothing was loaded" in load.outcome
    assert not services.folder_of(load).exists()


def test_a_load_whose_process_was_killed_is_seen_to_be_interrupted(analyst, settings, person):
    load = Load.objects.create(
        by=person("analyst"), at=services.clock.now(), file_names=["a.csv"], state="running"
    )
    folder = services.folder_of(load)
    folder.mkdir(parents=True)
    (folder / "being-read").touch()

    page = analyst.get(reverse("submissions:load", args=[load.pk])).text

    assert "was stopped before it ended" in page
    assert not folder.exists()


def test_a_load_that_has_just_been_given_is_not_called_interrupted(analyst, person):
    load = Load.objects.create(
        by=person("analyst"), at=services.clock.now(), file_names=["a.csv"], state="waiting"
    )

    analyst.get(reverse("submissions:load", args=[load.pk]))

    load.refresh_from_db()
    assert load.state == Load.State.WAITING  # the demo’s day is not the machine’s


def test_a_load_cannot_be_performed_twice(analyst, settings):
    upload(
        analyst, ("ssd_contacts.csv", CONTACTS), as_at_day="31", as_at_month="10", as_at_year="2026"
    )
    load = Load.objects.get()
    services.folder_of(load).mkdir()

    with pytest.raises(TransitionNotAllowed):
        services.perform(load)

    assert Load.objects.get().state == Load.State.LOADED


def test_who_loaded_what_is_in_the_log(analyst):
    upload(
        analyst, ("ssd_contacts.csv", CONTACTS), as_at_day="31", as_at_month="10", as_at_year="2026"
    )

    verbs = list(ActivityEvent.objects.filter(subject_kind="load").values_list("verb", flat=True))
    assert sorted(verbs) == ["load.loaded", "load.started"]


def test_the_fix_list_can_be_taken_away_and_that_is_recorded(analyst, settings):
    upload(
        analyst, ("ssd_person.csv", PERSONS), as_at_day="31", as_at_month="10", as_at_year="2026"
    )
    snapshot = warehouse.latest(settings.HOME)

    answer = analyst.get(reverse("submissions:fix-list", args=[snapshot.id]))

    assert "pers_dob" in answer.text
    assert "31/02/2016" not in answer.text
    assert ActivityEvent.objects.filter(verb="problems.downloaded").exists()


@pytest.mark.parametrize("role", ["team-manager", "lead-member", "social-worker", None])
def test_who_does_not_load_data_is_refused(client_as, role):
    client = client_as(role)

    assert client.get(reverse("submissions:home")).status_code == 403
    assert client.get(reverse("submissions:upload")).status_code == 403


def test_a_snapshot_that_does_not_exist_is_not_found(analyst):
    address = reverse("submissions:snapshot", args=["2020-01-01-001-00000000"])
    assert analyst.get(address).status_code == 404


def test_an_empty_form_says_what_is_missing(analyst):
    answer = analyst.post(reverse("submissions:upload"), {})

    assert "Choose the files to load" in answer.text
    assert "<title>Error: " in answer.text


def test_one_load_has_nothing_to_be_compared_with_and_two_have(analyst):
    upload(
        analyst,
        ("ssd_person.csv", PERSONS),
        as_at_day="31",
        as_at_month="10",
        as_at_year="2026",
    )
    url = reverse("submissions:changes", args=[child_reference("C1")])

    page = analyst.get(url).content.decode()

    assert "There is no earlier load to compare with yet" in page
    assert "Nothing changed" not in page
    assert "Compare</button>" not in page
