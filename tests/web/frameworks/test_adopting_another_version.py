"""A version, or a file of one's own, is read, compared and adopted on a page."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.html import escape

from lineofsight.errors import PackError
from lineofsight.packs import load_pack, read_pack
from lineofsight.packs.choices import choice_at
from lineofsight.packs.load import LIBRARY
from lineofsight.web.frameworks import queries, services
from lineofsight.web.frameworks.models import AdoptedPack, FrameworkReview
from lineofsight.web.people import roles

TEXT = (LIBRARY / "worcestershire.yaml").read_text(encoding="utf-8")
NEXT = TEXT.replace('version: "2022.1"', 'version: "2027.1"').replace(
    "{value: 56, source: stated", "{value: 42, source: stated"
)
ACTIONS = "activity_types/main-audit/action_due_working_days"
TODAY = datetime.date(2026, 11, 23)


@pytest.fixture
def adopted(db):
    return services.adopt(load_pack("worcestershire"), by=None, from_on=datetime.date(2022, 4, 1))


@pytest.fixture
def administrator(person):
    return person("administrator")


def file(text: str, name="ours.yaml") -> dict:
    return {"file": SimpleUploadedFile(name, text.encode())}


def confirmed(text: str, day: datetime.date = TODAY, **more) -> dict:
    return {
        "text": text, "name": "ours.yaml",
        "from_on_day": day.day, "from_on_month": day.month, "from_on_year": day.year, **more,
    }  # fmt: skip


def test_a_file_is_read_and_compared_before_anything_changes(adopted, client_as):
    page = client_as("administrator").post("/framework/adopt/", file(NEXT)).content.decode()
    assert "4 differences from the one in force" in page
    assert "from 56 (stated: Eight weeks.) to 42 (stated: Eight weeks.)" in page
    assert AdoptedPack.objects.count() == 1


def test_the_problems_of_a_file_are_told_with_their_lines(adopted, client_as):
    broken = TEXT.replace("    scope: team", "    scope: teem", 1).replace("CON06", "CON60", 1)
    page = client_as("administrator").post("/framework/adopt/", file(broken)).content.decode()
    assert escape("Do you mean “team”?") in page
    assert "Line " in page and "in ours.yaml" in page
    again = broken.replace("scope: teem", "scope: team")
    page = client_as("administrator").post("/framework/adopt/", file(again)).content.decode()
    assert "“CON60” is no indicator" in page


def test_a_file_that_is_no_text_is_refused(adopted, client_as):
    given = {"file": SimpleUploadedFile("ours.yaml", b"\xff\xfe\x00pack")}
    assert "UTF-8" in client_as("administrator").post("/framework/adopt/", given).content.decode()
    assert "Choose a pack" in client_as("administrator").post("/framework/adopt/").content.decode()


def test_it_is_adopted_from_a_day_and_work_that_has_begun_keeps_the_old(adopted, client_as):
    client = client_as("administrator")
    day = datetime.date(2027, 1, 1)
    answer = client.post("/framework/adopt/confirm/", confirmed(NEXT, day), follow=True)
    assert "is in force from 1 January 2027" in answer.content.decode()
    assert queries.adopted_on(TODAY) == adopted
    assert queries.pack_on(day).version == "2027.1"
    assert adopted.pack.activity("main-audit").follow_up.after_days.value == 56
    page = client.get("/framework/").content.decode()
    assert "What comes into force" in page
    version = AdoptedPack.objects.get(version="2027.1")
    assert "What differs from" in client.get(f"/framework/versions/{version.pk}/").content.decode()


def test_what_is_confirmed_is_read_again(adopted, client_as):
    client = client_as("administrator")
    broken = confirmed(NEXT.replace("    scope: team", "    scope: teem", 1))
    assert "Do you mean" in client.post("/framework/adopt/confirm/", broken).content.decode()
    assert client.get("/framework/adopt/confirm/").status_code == 302
    past = confirmed(NEXT, datetime.date(2026, 1, 1))
    page = client.post("/framework/adopt/confirm/", past).content.decode()
    assert "not from one that has passed" in page
    assert AdoptedPack.objects.count() == 1


def test_the_same_version_is_not_adopted_twice_nor_with_another_text(adopted, administrator):
    with pytest.raises(PackError, match="was adopted already"):
        services.adopt_anew(adopted.pack, by=administrator, from_on=TODAY, keep_own_choices=True)
    other = read_pack(NEXT.replace('"2027.1"', '"2022.1"'), where="ours.yaml")
    with pytest.raises(PackError, match="with another text"):
        services.adopt_anew(other, by=administrator, from_on=TODAY, keep_own_choices=True)
    own = read_pack(NEXT.replace('"2027.1"', '"2027.1+4"'), where="ours.yaml")
    with pytest.raises(PackError, match="marks your own choices"):
        services.adopt_anew(own, by=administrator, from_on=TODAY, keep_own_choices=True)


def test_a_pack_that_would_lock_everybody_out_is_refused(adopted, administrator):
    text = NEXT.replace("{key: administrator, title", "{key: keeper, title", 1)
    with pytest.raises(PackError, match="could not be changed again"):
        services.adopt_anew(read_pack(text, where="ours.yaml"), by=administrator, from_on=TODAY,
                            keep_own_choices=True)  # fmt: skip
    assert AdoptedPack.objects.count() == 1


@pytest.mark.parametrize(("keep", "value"), [(True, 12), (False, 20)])
def test_own_choices_are_kept_where_the_new_version_leaves_them_open(
    adopted, administrator, keep, value
):
    services.choose(ACTIONS, 12, reason="Agreed.", from_on=TODAY, by=administrator)
    pack = read_pack(NEXT, where="ours.yaml")
    services.adopt_anew(pack, by=administrator, from_on=TODAY, keep_own_choices=keep)
    in_force = queries.pack_on(TODAY)
    assert in_force.activity("main-audit").follow_up.after_days.value == 42
    assert choice_at(in_force, ACTIONS).setting.value == value


def test_an_own_choice_gives_way_to_what_a_new_version_states(adopted, administrator):
    services.choose(ACTIONS, 12, reason="Agreed.", from_on=TODAY, by=administrator)
    stated = NEXT.replace("action_due_working_days: {value: 20, source: assumed",
                          "action_due_working_days: {value: 8, source: stated", 1)  # fmt: skip
    pack = read_pack(stated, where="ours.yaml")
    services.adopt_anew(pack, by=administrator, from_on=TODAY, keep_own_choices=True)
    assert choice_at(queries.pack_on(TODAY), ACTIONS).setting.value == 8


def test_roles_are_those_of_the_framework_in_force(adopted, client_as):
    """A version that lets a Team Manager see the framework does so from its first day."""
    given = "permissions: [figures.see, children.see, child.read, commentary.write, audit.do"
    assert given in NEXT
    text = NEXT.replace(given, f"{given}, framework.see", 1)
    manager = client_as("team-manager")
    assert manager.get("/framework/").status_code == 403
    client_as("administrator").post("/framework/adopt/confirm/", confirmed(text))
    assert manager.get("/framework/").status_code == 200
    assert "framework.see" in roles.role("team-manager").permissions


def test_a_pack_without_roles_that_people_hold_says_so(adopted, client_as, person):
    person("group-manager")
    page = client_as("administrator").post("/framework/adopt/", {"shipped": "tameside"})
    assert "Roles that this pack does not have" in page.content.decode()
    assert "group-manager: held by 1 person" in page.content.decode()


def test_the_review_of_the_framework_is_due_and_recorded(adopted, client_as):
    client = client_as("administrator")
    page = client.get("/framework/").content.decode()
    assert "1 February 2023" in page and "Late" in page
    assert "cannot be empty" not in page
    client.post("/framework/review/", {"outcome": "Holds for another year."})
    assert FrameworkReview.objects.get().reviewed_on == TODAY
    page = client.get("/framework/").content.decode()
    assert "23 November 2027" in page and "Holds for another year." in page


def test_documents_and_what_it_stands_in_place_of_are_shown(db, client_as):
    services.adopt(load_pack("west-sussex"), by=None, from_on=datetime.date(2022, 4, 1))
    services.adopt(load_pack("worcestershire"), by=None, from_on=datetime.date(2021, 4, 1))
    roles.follow(None)
    adopted = queries.adopted_on(TODAY)
    assert adopted.pack_id == "west-sussex"
    page = client_as("administrator").get("/framework/").content.decode()
    assert "Children First Practice Improvement Framework" in page
    assert "Documents the framework relies on" in page
