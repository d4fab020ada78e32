"""The home page of each role: what waits for them, and whose children they see."""

import datetime

import pytest

from lineofsight.web import clock
from lineofsight.web.actions.models import Action
from lineofsight.web.notices.services import tell
from lineofsight.web.people import roles


@pytest.mark.parametrize("role", sorted(roles.roles()))
def test_everybody_has_a_home_page_before_anything_was_loaded(client_as, role):
    page = client_as(role).get("/")

    assert page.status_code == 200
    assert "Nothing has been loaded yet" in page.content.decode()


def test_somebody_without_a_role_is_told_that_they_see_nothing(client_as):
    page = client_as().get("/").content.decode()

    assert "You see no figures and no child’s record" in page


@pytest.mark.parametrize(
    ("role", "says"),
    [
        ("team-manager", "You see the children of Assessment South."),
        ("group-manager", "You see the children of Assessment."),
        ("social-worker", "You see the children you work with."),
        ("director", "You see the children of the whole authority."),
        ("lead-member", "You see totals, with small numbers hidden."),
    ],
)
def test_everybody_is_told_whose_children_they_see(client_as, role, says):
    assert says in client_as(role).get("/").content.decode()


@pytest.fixture
def action():
    def give(owner, due_on, text="One chronology for each sibling"):
        return Action.objects.create(
            owner=owner,
            due_on=due_on,
            text=text,
            state=Action.State.PROPOSED,
            proposed_by=owner,
            proposed_at=clock.now(),
        )

    return give


def test_ones_own_late_action_stands_first(client_as, action):
    manager = client_as("team-manager")
    action(manager.user, datetime.date(2026, 11, 13))
    page = manager.get("/").content.decode()

    assert "<h1>1 late</h1>" in page
    assert "One chronology for each sibling" in page
    assert "6 working days late" in page


def test_somebody_elses_action_is_not_on_ones_list(client_as, action, person):
    action(person("team-manager"), datetime.date(2026, 11, 13))

    assert "One chronology" not in client_as("team-manager").get("/").content.decode()


def test_the_navigation_shows_what_one_may_use(client_as):
    def sections(role):
        page = client_as(role).get("/").content.decode()
        nav = page.split('aria-label="Sections"')[1].split("</nav>")[0]
        return [name for name in ("Performance", "Practice", "Actions", "People") if name in nav]

    assert sections("team-manager") == ["Performance", "Practice", "Actions"]
    assert sections("administrator") == ["People"]
    assert sections("lead-member") == ["Performance"]


def test_who_wrote_the_figures_is_named_to_those_who_are_signed_in_only(client, client_as, person):
    person("analyst", name="Sara Whitcombe")

    assert "Sara Whitcombe" not in client.get("/report-a-problem/").content.decode()
    signed_in = client_as("team-manager")
    assert "Sara Whitcombe" in signed_in.get("/report-a-problem/").content.decode()


def test_the_privacy_page_lists_every_role_of_the_framework(client, db):
    page = client.get("/privacy/").content.decode()

    assert all(role.title.replace("'", "&#x27;") in page for role in roles.roles().values())


def test_the_gallery_shows_every_component(client_as):
    from pathlib import Path

    from lineofsight.web import ui

    page = Path(ui.__file__).parent.parent / "home" / "templates" / "home" / "gallery.html"
    text = page.read_text(encoding="utf-8")
    parts = {path.stem.replace("_", "-") for path in Path(ui.__file__).parent.glob(
        "templates/cotton/*.html")}  # fmt: skip
    inside_others = {"hint", "field-error", "icon", "logo"}

    assert {part for part in parts - inside_others if f"<c-{part}" not in text} == set()
    assert client_as("analyst").get("/gallery/").status_code == 200


def test_the_privacy_page_says_that_a_list_is_one_line_of_the_log(client, db):
    page = " ".join(client.get("/privacy/").content.decode().split())

    assert "A list of children is written down as one line" in page


def test_what_was_told_in_the_same_words_stands_once_with_how_often(client_as):
    client = client_as("sqa")
    for n in range(9):
        said = "An audit has been given to you."
        tell(client.user, "audit-given", said, url="/", about=f"audit:{n}")
    tell(client.user, "turn", "A turn is yours.", url="/", about="turn:1")

    page = client.get("/").content.decode()

    assert page.count("An audit has been given to you.") == 1
    assert "(9 times)" in page
    assert "A turn is yours." in page


def test_an_administrator_finds_the_framework_from_home(client_as):
    page = client_as("administrator").get("/").content.decode()

    assert 'href="/framework/"' in page
