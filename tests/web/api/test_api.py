"""The read API: keys, scope, small numbers, limits, errors in one form, and its description."""

import datetime
import re

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from lineofsight.web import clock
from lineofsight.web.actions.models import Action
from lineofsight.web.activity.models import ActivityEvent
from lineofsight.web.connections import services
from lineofsight.web.connections.models import AccessKey
from lineofsight.web.frameworks.queries import adopted_on
from lineofsight.web.people import roles
from lineofsight.web.practice.models import Audit
from lineofsight.web.reporting.models import Report

pytestmark = pytest.mark.django_db
WHAT = ("programmes", "grades", "actions")


@pytest.fixture
def ask(client):
    """Ask as somebody: `ask(person, "programmes?from=2026-11")`."""

    def get(person, address):
        _, secret = services.make_key(
            person, use=AccessKey.Use.API, name="Test", by=person,
            expires_on=clock.today() + datetime.timedelta(days=1),
        )  # fmt: skip
        return client.get(f"/api/v1/{address}", headers={"authorization": f"Bearer {secret}"})

    return get


@pytest.fixture
def audit(ashmere):
    """An audit sent out on a day for a team: `audit("SOUTH", state=…)`."""

    def make(unit, *, on=datetime.date(2026, 11, 2), state=Audit.State.RELEASED, number=1):
        adopted = adopted_on(on)
        activity = adopted.pack.activity_types[0]
        Audit.objects.bulk_create(
            Audit(
                adopted=adopted, activity_key=activity.key, child_id=f"C{unit.code}{n}",
                team_id=unit.code, team_name=unit.name, service_id="ASSESSMENT",
                service_name="Assessment", released_on=on,
                due_on=on + datetime.timedelta(days=14), state=state,
                **({"submitted_at": clock.now()} if state == Audit.State.SUBMITTED else {}),
            )
            for n in range(number)
        )  # fmt: skip

    return make


@pytest.fixture
def action(ashmere):
    def make(owner, unit, *, due_on=datetime.date(2026, 11, 13), number=1):
        for _ in range(number):
            Action.objects.create(
                owner=owner, due_on=due_on, text="Ring the mother", team_id=unit.code,
                service_id="ASSESSMENT", state=Action.State.AGREED, proposed_by=owner,
                proposed_at=clock.now(), agreed_by=owner, agreed_at=clock.now(),
            )  # fmt: skip

    return make


@pytest.fixture
def published(person):
    """The reports of a month are out."""

    def publish(month):
        writer, signer = person("sqa"), person("director")
        at = clock.now()
        Report.objects.create(
            definition_key="monthly-quality", title="Month", audience="everyone",
            period_id=month, state=Report.State.PUBLISHED, document="{}", snapshot_id="s",
            pack_id="p", pack_version="1", product_version="1", frame_on=at.date(),
            compiled_at=at, compiled_by=writer, submitted_at=at, submitted_by=writer,
            signed_off_at=at, signed_off_by=signer, published_at=at, published_by=signer,
        )  # fmt: skip

    return publish


def test_the_description_is_open_api_3_1_and_says_that_a_key_is_needed(client):
    page = client.get("/api/v1/openapi.json")
    described = page.json()

    OpenAPIV31SpecValidator(described).validate()
    assert described["openapi"].startswith("3.1")
    assert set(described["paths"]) == {f"/api/v1/{what}" for what in WHAT}
    for path in described["paths"].values():
        assert set(path) == {"get"}, "read only"
        assert path["get"]["security"]
        assert {"200", "401", "403", "422", "429"} <= set(path["get"]["responses"])


def test_no_field_of_any_answer_can_hold_a_child_or_a_worker(client):
    schemas = client.get("/api/v1/openapi.json").json()["components"]["schemas"]
    fields = {field for each in schemas.values() for field in each.get("properties", {})}

    assert not [f for f in fields if re.search(r"child|person|worker|team|text|note", f)]


@pytest.mark.parametrize("what", WHAT)
@pytest.mark.parametrize("key", [None, "Bearer nothing", "Basic abc", "Bearer "])
def test_without_a_key_that_works_there_is_no_answer(client, db, what, key):
    headers = {"authorization": key} if key else {}
    refused = client.get(f"/api/v1/{what}?from=2026-11", headers=headers)

    assert refused.status_code == 401
    assert refused.json()["error"]["code"] == "no_key"


def test_being_signed_in_is_no_key(client_as):
    assert client_as("sqa").get("/api/v1/programmes?from=2026-11").status_code == 401


@pytest.mark.parametrize("role", sorted(roles.roles()))
@pytest.mark.parametrize(
    ("what", "permission"),
    [("programmes", "programme.see"), ("grades", "programme.see"), ("actions", "action.see")],
)
def test_who_may_ask_is_who_may_see_the_page_or_the_published_report(
    ask, person, role, what, permission
):
    who = person(role)
    held = roles.role(role)
    sees_children = roles.names_children(held)
    may = permission in held.permissions if sees_children else "report.see" in held.permissions
    answered = ask(who, f"{what}?from=2026-11")

    assert answered.status_code == (200 if may else 403)
    if not may:
        assert answered.json()["error"]["code"] == "not_allowed"


def test_numbers_are_over_what_the_person_may_see(ask, person, ashmere, audit):
    audit(ashmere.south, number=3)
    audit(ashmere.east, number=4)
    everybody = ask(person("sqa"), "programmes?from=2026-11").json()
    group = ask(person("group-manager"), "programmes?from=2026-11").json()

    assert sum(row["sent_out"] for row in everybody["items"]) == 7
    assert sum(row["sent_out"] for row in group["items"]) == 3
    assert everybody["hides_small_numbers"] is False


def test_how_far_audits_are_adds_up_and_late_is_told(ask, person, ashmere, audit):
    audit(ashmere.south, number=2)
    audit(ashmere.south, state=Audit.State.SUBMITTED, number=3)
    (row,) = ask(person("sqa"), "programmes?from=2026-11").json()["items"]

    assert (row["sent_out"], row["not_started"], row["waiting_for_moderation"]) == (5, 2, 3)
    assert row["late"] == 2
    assert row["month"] == "2026-11" and row["activity_title"]


def test_a_lead_member_gets_months_that_were_published_with_small_numbers_hidden(
    ask, person, ashmere, audit, published
):
    audit(ashmere.south, on=datetime.date(2026, 9, 1), number=9)
    audit(ashmere.south, on=datetime.date(2026, 9, 1), state=Audit.State.SUBMITTED, number=2)
    audit(ashmere.south, on=datetime.date(2026, 10, 1), number=9)
    published("2026-09")
    answer = ask(person("lead-member"), "programmes?from=2026-09&to=2026-10").json()

    assert answer["hides_small_numbers"] is True
    (row,) = answer["items"]
    assert row["month"] == "2026-09" and row["sent_out"] == 11
    assert row["waiting_for_moderation"] is None
    assert row["not_started"] is None, "11 less 9 would tell"


def test_actions_are_counted_as_open_and_late(ask, person, ashmere, action):
    manager = person("team-manager")
    action(manager, ashmere.south, number=2)
    action(manager, ashmere.south, due_on=datetime.date(2026, 12, 18))
    (row,) = ask(manager, "actions?from=2026-11").json()["items"]

    assert (row["open_at_end"], row["late_at_end"], row["agreed"]) == (3, 2, 3)
    assert row["verified"] == 0


def test_rows_come_in_pages(ask, person, ashmere, audit):
    for month in (9, 10, 11):
        audit(ashmere.south, on=datetime.date(2026, month, 1))
    who = person("sqa")
    answer = ask(who, "programmes?from=2026-09&to=2026-11&per_page=2&page=2").json()

    assert (answer["count"], answer["page"], answer["pages"]) == (3, 2, 2)
    assert [row["month"] for row in answer["items"]] == ["2026-11"]


@pytest.mark.parametrize(
    "asked",
    [
        "programmes",
        "programmes?from=2026-13",
        "programmes?from=Ava",
        "programmes?from=2026-11&to=2026-10",
        "programmes?from=2020-01&to=2026-10",
        "programmes?from=2026-11&page=0",
    ],
)
def test_what_cannot_be_asked_is_told_in_the_one_form(ask, person, asked):
    refused = ask(person("sqa"), asked)

    assert refused.status_code == 422
    assert set(refused.json()["error"]) == {"code", "problem", "advice"}
    assert "Ava" not in refused.content.decode()


@pytest.mark.parametrize("address", ["", "children", "programmes/1"])
def test_any_other_address_is_told_in_the_one_form(ask, person, address):
    refused = ask(person("sqa"), address)

    assert (refused.status_code, refused.json()["error"]["code"]) == (404, "not_found")


def test_nothing_can_be_written(client, person):
    _, secret = services.make_key(
        person("sqa"), use=AccessKey.Use.API, name="Test", by=person("administrator"),
        expires_on=clock.today(),
    )  # fmt: skip
    head = {"authorization": f"Bearer {secret}"}

    for method in (client.post, client.put, client.patch, client.delete):
        assert method("/api/v1/programmes?from=2026-11", headers=head).status_code == 405


def test_each_use_is_in_the_log(ask, person, ashmere, audit):
    audit(ashmere.south)
    who = person("sqa")
    ask(who, "programmes?from=2026-11")
    event = ActivityEvent.objects.get(verb="api.read")

    assert (event.by_id, event.subject_id) == (str(who.pk), "programmes")
    assert '"rows":1' in event.detail.replace(" ", "")


def test_a_key_may_not_ask_too_often(client, person, within_one_minute):
    _, secret = services.make_key(
        person("sqa"), use=AccessKey.Use.API, name="Test", by=person("administrator"),
        expires_on=clock.today(),
    )  # fmt: skip
    head = {"authorization": f"Bearer {secret}"}
    answers = [client.get("/api/v1/actions?from=2026-11", headers=head) for _ in range(130)]

    assert answers[0].status_code == 200
    assert answers[-1].status_code == 429
    assert answers[-1].json()["error"]["code"] == "too_often"


def test_keys_cannot_be_tried_one_after_the_other(client, db, within_one_minute):
    answers = [
        client.get("/api/v1/actions?from=2026-11", headers={"authorization": f"Bearer {n}"})
        for n in range(50)
    ]

    assert (answers[0].status_code, answers[-1].status_code) == (401, 429)


def test_a_key_ends_with_the_persons_role(ask, person):
    who = person("sqa")
    held = who.assignments.get()
    held.to_on = datetime.date(2026, 11, 1)
    held.save()

    assert ask(who, "programmes?from=2026-11").status_code == 403
