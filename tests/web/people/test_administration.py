"""Administrators make accounts and give roles; they see no child by it."""

import datetime

import pytest
from tests.factories.people import PASSWORD, UserFactory

from lineofsight.web.activity.models import ActivityEvent
from lineofsight.web.people import services
from lineofsight.web.people.models import RestrictedRecord, RoleAssignment, User


@pytest.fixture
def administrator(client_as):
    return client_as("administrator")


def test_a_person_is_added_and_can_do_nothing_yet(administrator):
    administrator.post(
        "/people/add/", {"name": "Leah Brandt", "email": "leah@ashmere.example", "staff_id": "W77"}
    )

    leah = User.objects.get(email="leah@ashmere.example")
    assert leah.permissions_on(datetime.date(2026, 11, 23)) == frozenset()
    assert not leah.has_usable_password()


def test_an_address_is_used_once(administrator):
    UserFactory(email="leah@ashmere.example")
    page = administrator.post("/people/add/", {"name": "Leah", "email": "Leah@Ashmere.example"})

    assert "There is an account with this e-mail address already" in page.content.decode()


def test_what_was_typed_is_kept_and_each_fault_is_said_once_at_the_top(administrator):
    page = administrator.post("/people/add/", {"name": "", "email": "no address"}).content.decode()

    assert page.count('href="#id_name">Enter name<') == 1
    assert 'value="no address"' in page
    assert "<title>Error: " in page


def test_a_role_is_given_from_a_day_to_a_day(administrator, ashmere):
    leah = UserFactory()
    administrator.post(
        f"/people/{leah.pk}/give-role/",
        {
            "role": "team-manager",
            "unit": "SOUTH",
            **{"from_on_day": "1", "from_on_month": "12", "from_on_year": "2026"},
            **{"to_on_day": "31/12/2026", "to_on_month": "", "to_on_year": ""},
        },
    )

    held = RoleAssignment.objects.get(user=leah)
    assert (held.from_on, held.to_on) == (datetime.date(2026, 12, 1), datetime.date(2026, 12, 31))


def test_a_role_ends_and_somebody_stands_in_until_then(administrator, person, ashmere):
    manager, stand_in = person("team-manager", ashmere.south), person()
    held = manager.assignments.get()
    administrator.post(
        f"/people/roles/{held.pk}/stand-in/",
        {
            "to": stand_in.pk,
            "reason": "Annual leave",
            **{"from_on_day": "24", "from_on_month": "11", "from_on_year": "2026"},
            **{"to_on_day": "27", "to_on_month": "11", "to_on_year": "2026"},
        },
    )
    administrator.post(
        f"/people/roles/{held.pk}/end/",
        {"last_on_day": "30", "last_on_month": "11", "last_on_year": "2026"},
    )

    held.refresh_from_db()
    assert held.to_on == datetime.date(2026, 11, 30)
    assert stand_in.assignments.get().delegated_by == manager
    page = administrator.get(f"/people/{stand_in.pk}/").content.decode()
    assert "Annual leave" in page


def test_a_leaver_is_signed_out_at_once(administrator, client_as):
    leaver = client_as("director")
    assert leaver.get("/").status_code == 200

    administrator.post(f"/people/{leaver.user.pk}/close/")

    assert leaver.get("/").status_code == 302


def test_nobody_closes_their_own_account(administrator):
    administrator.post(f"/people/{administrator.user.pk}/close/")

    assert User.objects.get(pk=administrator.user.pk).is_active


def test_a_new_password_signs_out_whoever_had_the_old_one(administrator, client_as):
    manager = client_as("team-manager")
    weak = administrator.post(f"/people/{manager.user.pk}/password/", {"password": "password1234"})
    assert "too common" in weak.content.decode()

    administrator.post(f"/people/{manager.user.pk}/password/", {"password": PASSWORD})

    assert manager.get("/").status_code == 302


def test_people_are_found_by_name_role_and_unit(administrator, person, ashmere):
    person("team-manager", ashmere.south, name="Priya Nair")
    person("team-manager", ashmere.east, name="Marcus Obi")

    def found(query):
        return administrator.get(f"/people/?{query}").content.decode()

    assert "Priya Nair" in found("q=priya") and "Marcus Obi" not in found("q=priya")
    assert "Marcus Obi" in found("unit=EAST") and "Priya Nair" not in found("unit=EAST")
    assert "1 person has an account" in found("q=priya")


def test_the_organisation_says_who_manages_each_team(administrator, person, ashmere):
    person("team-manager", ashmere.south, name="Priya Nair")
    page = administrator.get("/people/units/").content.decode()

    assert "Assessment South" in page and "Priya Nair" in page
    assert administrator.get("/people/units/?day=yesterday").status_code == 200


def test_who_restricts_a_record_names_its_readers(client_as, person):
    director, manager = client_as("director"), person("team-manager", name="Priya Nair")
    director.post("/people/restricted/", {"child_id": "C1", "reason": "A colleague's child"})
    record = RestrictedRecord.objects.get()
    director.post(f"/people/restricted/{record.pk}/", {"user": manager.pk, "reason": "Her case"})

    page = director.get("/people/restricted/").content.decode()
    assert "1 record you can read" in page and "Priya Nair" in page


def test_whether_a_record_is_restricted_is_not_told_to_those_who_are_no_readers(client_as, person):
    services.restrict("CHILD-ONE", by=person("director"), reason="A colleague's child")
    other = client_as("sqa")

    taken = other.post("/people/restricted/", {"child_id": "CHILD-ONE", "reason": "x"}, follow=True)
    free = other.post("/people/restricted/", {"child_id": "CHILD-TWO", "reason": "x"}, follow=True)

    assert "The record is restricted" in taken.content.decode()
    assert "The record is restricted" in free.content.decode()
    assert "CHILD-ONE" not in free.content.decode()
    pk = RestrictedRecord.objects.get(child_id="CHILD-ONE").pk
    assert other.get(f"/people/restricted/{pk}/").status_code == 404


def test_the_manager_reads_who_opened_a_child_of_the_team_with_a_reason(client_as, person, ashmere):
    manager = client_as("team-manager", ashmere.south)
    services.take_reasoned_access(
        person("team-manager", ashmere.east, name="Marcus Obi"),
        "C1",
        ground="duty",
        reason="Night duty",
        team="SOUTH",
    )
    page = manager.get("/people/opened-with-a-reason/").content.decode()
    assert "Marcus Obi" in page and "Night duty" in page

    access = manager.user.told_of.get()
    manager.post("/people/opened-with-a-reason/", {"access": access.pk})

    access.refresh_from_db()
    assert access.seen_at is not None


def test_the_log_is_found_by_who_and_by_what_and_names_no_child(client_as, person):
    from lineofsight.web.activity import services as activity

    reader = client_as("administrator")
    activity.record_reading(person(name="Leah Brandt"), "CHILD-4711", why="Worker", refused=True)

    page = reader.get("/people/activity/?what=refused&who=leah").content.decode()

    assert "Leah Brandt" in page and "Refused" in page
    assert "CHILD-4711" not in page


def test_what_was_refused_is_in_the_log(client_as):
    manager = client_as("team-manager")
    manager.get("/people/")

    event = ActivityEvent.objects.get(verb="access.refused")
    assert (event.by_name, event.subject_id) == (manager.user.name, "people:list")


def test_the_log_says_in_words_what_was_done(client_as, person):
    from lineofsight.web.activity import services as activity

    reader, leah = client_as("administrator"), person(name="Leah Brandt")
    activity.record_listing(leah, count=66, page="performance:tracker", address="/x/")
    activity.record_reading(leah, "C1", why="Worker")
    activity.record("report.signed_off", by=leah, subject_kind="report", subject_id=3)

    page = reader.get("/people/activity/?who=leah").content.decode()

    assert "Was shown a list of 66 children" in page
    assert "Opened a child’s record" in page
    assert "Report signed off" in page and "report 3" in page
    assert "report.signed_off" not in page and "child.read" not in page


def test_an_administrator_s_home_leads_to_what_they_can_do(client_as):
    page = client_as("administrator").get("/").content.decode()

    assert "What you can do here" in page
