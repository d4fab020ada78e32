"""The framework as a reference: searched, with review dates, hand-overs and one's own work."""

import datetime

import pytest
from lxml import html as lxml_html
from tests.web.frameworks.test_adopting_another_version import NEXT, confirmed

from lineofsight.errors import PackError
from lineofsight.packs import load_pack
from lineofsight.web.activity.models import ActivityEvent
from lineofsight.web.frameworks import queries, reference, services
from lineofsight.web.frameworks.models import AdoptedPack, DocumentReview, OwnCheck
from lineofsight.web.home.due import due_list_of
from lineofsight.web.people.scopes import scope_for

TODAY = datetime.date(2026, 11, 23)
PROCEDURES = "inter-agency-procedures"
TITLE = "Inter-agency policy and procedures"


@pytest.fixture
def adopted(db):
    return services.adopt(load_pack("worcestershire"), by=None, from_on=datetime.date(2022, 4, 1))


def text(response):
    assert response.status_code == 200
    return " ".join(lxml_html.fromstring(response.content.decode()).text_content().split())


def headings(response) -> list[str]:
    found = lxml_html.fromstring(response.content.decode()).xpath("//main//h2")
    return [each.text_content().strip() for each in found]


def waiting(user, day=TODAY) -> dict[str, bool]:
    """Title → is it late, of what one's own list has."""
    items = due_list_of(user, scope_for(user), None, day).items
    return {each["title"]: each["is_late"] for each in items}


def test_standards_policies_and_guidance_are_searched_by_word_and_by_task(adopted, client_as):
    client = client_as("social-worker")
    everything = headings(client.get("/framework/standards/"))
    some = headings(client.get("/framework/standards/?task=visit"))
    assert some[0] == "Voice of the child" and 0 < len(some) < len(everything)
    assert "Policies and documents" not in some
    told = text(client.get("/framework/standards/?q=inter-agency+PROCEDURES"))
    assert TITLE in told and "1 place found" in told
    assert "Assessment Teams hand over to Locality Safeguarding" in text(
        client.get("/framework/standards/?q=conference")
    )
    assert "Nothing has “spaceship”" in text(client.get("/framework/standards/?q=spaceship"))
    assert client.get("/framework/standards/?task=spaceship").status_code == 404


def test_every_word_has_to_be_there_whatever_the_capitals():
    pack = load_pack("worcestershire")
    found = reference.look_up(pack, words="LIFE story")
    assert "life-story" in [each.key for each in found.standards]
    assert reference.look_up(pack, words="life spaceship").count == 0
    assert len(reference.look_up(pack).standards) == len(pack.standards)


def test_a_document_has_a_review_date_of_its_own_is_reminded_of_and_reviewed(adopted, client_as):
    client = client_as("administrator")
    known = {each.said.key: each for each in reference.documents_of(adopted)}
    assert known[PROCEDURES].due_on == datetime.date(2023, 2, 1)
    assert known[PROCEDURES].is_assumed
    assert known["webstar"].due_on is None
    assert waiting(client.user)[TITLE] is True
    day = {"next_due_on_day": "1", "next_due_on_month": "6", "next_due_on_year": "2027"}
    page = client.post(
        f"/framework/documents/{PROCEDURES}/", {"outcome": "Revised with the partners."} | day,
        follow=True,
    )  # fmt: skip
    assert "1 June 2027" in text(page) and "Revised with the partners." in text(page)
    assert TITLE not in waiting(client.user)
    assert waiting(client.user, datetime.date(2027, 5, 20))[TITLE] is False


def test_the_framework_s_own_review_stands_in_the_administrators_list(adopted, client_as):
    due_on = queries.review_of(adopted).due_on
    assert due_on is not None
    client = client_as("administrator")
    assert waiting(client.user, due_on)[adopted.title] is False
    assert waiting(client.user, due_on + datetime.timedelta(days=1))[adopted.title] is True
    assert adopted.title not in waiting(client.user, due_on - datetime.timedelta(days=29))
    assert adopted.title not in waiting(client_as("sqa").user, due_on)


def test_without_a_day_the_next_review_is_the_usual_months_after(adopted, person):
    by = person("administrator")
    services.record_document_review(adopted, PROCEDURES, outcome="Read.", by=by)
    due = {each.said.key: each.due_on for each in reference.documents_of(adopted)}
    assert due[PROCEDURES] == datetime.date(2027, 11, 23)
    with pytest.raises(PackError, match="after today"):
        services.record_document_review(adopted, PROCEDURES, outcome="x", by=by, next_due_on=TODAY)
    with pytest.raises(PackError, match="no document"):
        services.record_document_review(adopted, "nothing", outcome="x", by=by)
    assert DocumentReview.objects.count() == 1


def test_only_those_who_adopt_review_documents_or_are_reminded(adopted, client_as):
    client = client_as("sqa")
    assert client.get(f"/framework/documents/{PROCEDURES}/").status_code == 403
    assert TITLE not in waiting(client.user)


def test_who_was_consulted_is_kept_with_the_version_and_shown(adopted, client_as):
    client = client_as("administrator")
    asked = "Social workers and team managers in October; the Children in Care Council."
    page = client.post(
        "/framework/adopt/confirm/", confirmed(NEXT, consulted=asked), follow=True
    ).content.decode()
    version = AdoptedPack.objects.get(version="2027.1")
    assert version.consulted == asked
    assert "Consulted: Social workers and team managers" in page
    assert asked in text(client.get(f"/framework/versions/{version.pk}/"))


def test_the_points_of_hand_over_stand_on_the_frameworks_page(adopted, client_as):
    told = text(client_as("sqa").get("/framework/"))
    assert "Where one service hands over to another" in told
    assert "Initial child protection conference" in told


@pytest.fixture
def worker(person, ashmere):
    return person("social-worker", ashmere.south, name="Tom Ashby")


def held(adopted, worker, **more):
    return services.hold_own_work(
        adopted, "voice-of-the-child", by=worker,
        **{"seen": "I wrote down her own words at three of four visits."} | more,
    )  # fmt: skip


def test_a_practitioner_holds_own_work_against_a_standard_and_the_line_reads_it(
    adopted, worker, client_of, client_as, ashmere
):
    client = client_of(worker)
    page = client.get("/framework/own-work/voice-of-the-child/")
    assert "You and the manager of your team read it, nobody else" in text(page)
    grade = next(iter(adopted.pack.standard("voice-of-the-child").descriptors))
    said = {"grade": grade, "seen": "Her words are in three of four visits.", "next_step": "Ask."}
    after = client.post("/framework/own-work/voice-of-the-child/", said, follow=True)
    assert "Her words are in three of four visits." in text(after)
    assert OwnCheck.objects.get().team_code == ashmere.south.code
    manager = client_as("team-manager", ashmere.south)
    read = text(manager.get("/framework/own-work/"))
    assert "Tom Ashby: Voice of the child" in read and "three of four" in read


@pytest.mark.parametrize(
    "role", ["team-manager", "group-manager", "sqa", "director", "administrator", "lead-member"]
)
def test_nobody_else_reads_what_somebody_saw_of_their_own_work(
    adopted, worker, client_as, ashmere, role
):
    held(adopted, worker)
    unit = ashmere.north if role == "team-manager" else None
    told = text(client_as(role, unit).get("/framework/own-work/"))
    assert "Tom Ashby" not in told and "three of four" not in told


def test_a_colleague_of_the_same_team_does_not_read_it(adopted, worker, client_as, ashmere):
    held(adopted, worker)
    told = text(client_as("social-worker", ashmere.south).get("/framework/own-work/"))
    assert "Tom Ashby" not in told


def test_the_log_says_that_and_not_what(adopted, worker):
    held(adopted, worker, grade="")
    event = ActivityEvent.objects.get(verb="own-work.held")
    assert event.subject_id == "voice-of-the-child"
    assert "three of four" not in str(event.detail)
    with pytest.raises(PackError, match="no such description"):
        held(adopted, worker, grade="splendid")
