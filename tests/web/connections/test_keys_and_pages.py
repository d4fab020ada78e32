"""The pages of one's own notices, e-mail, calendar and keys; and those of administrators."""

import datetime

import pytest
from django.urls import reverse

from lineofsight.scope import NOTHING
from lineofsight.web import clock
from lineofsight.web.activity.models import ActivityEvent
from lineofsight.web.connections import services
from lineofsight.web.connections.models import AccessKey
from lineofsight.web.connections.queries import digest_of
from lineofsight.web.home import due
from lineofsight.web.notices import services as notices
from lineofsight.web.notices.models import Letter
from lineofsight.web.people import roles

pytestmark = pytest.mark.django_db
API, CALENDAR = AccessKey.Use.API, AccessKey.Use.CALENDAR


def made(person, **facts):
    values = {"use": API, "name": "Dashboard", "expires_on": datetime.date(2027, 3, 31)} | facts
    return services.make_key(person, by=person, **values)


def url(name, *args):
    return reverse(f"connections:{name}", args=args)


@pytest.mark.parametrize("role", sorted(roles.roles()))
def test_everybody_has_their_notices_and_connections(client_as, role):
    client = client_as(role)

    assert client.get(url("notices")).status_code == 200
    assert client.get(url("home")).status_code == 200


def test_opening_a_notice_marks_it_read_and_leads_to_what_it_is_about(client_as):
    client = client_as("team-manager")
    notice = notices.tell(client.user, "reminder", "Wait.", url="/practice/mine/", about="a:1")

    assert "1 notice you have not read" in client.get(url("notices")).content.decode()
    assert client.get(url("notice", notice.pk)).headers["Location"] == "/practice/mine/"
    assert "You have read everything" in client.get(url("notices")).content.decode()


def test_another_persons_notice_is_not_found_and_stays_unread(client_as, person):
    notice = notices.tell(person("director"), "reminder", "Wait.", url="/", about="a:1")

    assert client_as("team-manager").get(url("notice", notice.pk)).status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_all_is_marked_as_read_at_once(client_as):
    client = client_as("team-manager")
    for number in range(3):
        notices.tell(client.user, "reminder", "Wait.", url="/", about=f"a:{number}")
    client.post(url("notices"))

    assert client.user.notices.unread().count() == 0


def test_the_summary_can_be_stopped_and_had_again(client_as):
    client = client_as("team-manager")
    page = client.get(url("home")).content.decode()
    assert "The daily summary is on." in page

    client.post(url("digest"), {"wants": "no"})
    assert "The daily summary is off." in client.get(url("home")).content.decode()
    client.post(url("digest"), {"wants": "yes"})
    assert "The daily summary is on." in client.get(url("home")).content.decode()


def test_a_key_is_shown_once_and_only_its_digest_is_kept(client_as):
    client = client_as("sqa")
    given = {"name": "Dashboard", "expires_on_day": "31", "expires_on_month": "3",
             "expires_on_year": "2027"}  # fmt: skip
    page = client.post(url("new_key"), given)

    key = AccessKey.objects.get()
    secret = page.context["secret"]
    assert key.digest == digest_of(secret) and secret in page.content.decode()
    assert secret not in client.get(url("home")).content.decode()
    assert secret not in str(list(AccessKey.objects.values()))
    event = ActivityEvent.objects.get(verb="key.made")
    assert event.by_id == str(client.user.pk) and secret not in event.detail


def test_a_key_that_runs_out_stands_in_its_persons_and_the_administrators_list_thirty_days_before(
    client_as, person, the_day
):
    the_day("2026-11-23")
    analyst, bystander = client_as("analyst"), client_as("sqa")
    key, _ = made(analyst.user, name="Dashboard", expires_on=datetime.date(2026, 12, 23))
    made(analyst.user, name="Later", expires_on=datetime.date(2026, 12, 24))
    services.renew_calendar(analyst.user, by=analyst.user)
    administrator = client_as("administrator")

    def due_of(client):
        return [(each["title"], each["due_on"].isoformat(), each["detail"])
                for each in due.due_list_of(client.user, NOTHING, None, clock.today()).items
                if each["kind"] == "Key"]  # fmt: skip

    said = "The key “Dashboard” runs out", "2026-12-23"
    assert due_of(analyst) == [(*said, "Yours")]
    assert due_of(administrator) == [(*said, analyst.user.name)]
    assert due_of(bystander) == []
    page = administrator.get(url("keys")).content.decode()
    assert "1 key runs out within thirty days" in page and f'id="key-{key.pk}"' in page
    assert "Runs out soon" in analyst.get(url("home")).content.decode()
    services.withdraw_key(key, by=analyst.user)
    assert due_of(analyst) == due_of(administrator) == []


@pytest.mark.parametrize("expires_on", [datetime.date(2026, 11, 22), datetime.date(2028, 1, 1)])
def test_a_key_lasts_from_today_to_a_year_at_most(person, expires_on):
    with pytest.raises(services.NotPossible):
        made(person("sqa"), expires_on=expires_on)


def test_a_key_opens_until_its_last_day(person, the_day):
    _, secret = made(person("sqa"))
    the_day("2027-03-31")
    assert AccessKey.objects.opened_by(secret, use=API, day=clock.today())
    the_day("2027-04-01")
    assert AccessKey.objects.opened_by(secret, use=API, day=clock.today()) is None


def test_a_key_withdrawn_or_of_another_use_or_of_somebody_gone_opens_nothing(person):
    owner = person("sqa")
    key, secret = made(owner)
    today = clock.today()
    assert AccessKey.objects.opened_by(secret, use=CALENDAR, day=today) is None
    services.withdraw_key(key, by=owner)
    assert AccessKey.objects.opened_by(secret, use=API, day=today) is None
    with pytest.raises(services.NotPossible):
        services.withdraw_key(key, by=owner)

    _, another = made(owner)
    owner.is_active = False
    owner.save()
    assert AccessKey.objects.opened_by(another, use=API, day=today) is None


def test_ones_own_key_is_withdrawn_on_the_page_and_another_persons_is_not_found(client_as, person):
    client, other = client_as("sqa"), person("director")
    mine, theirs = made(client.user)[0], made(other)[0]

    assert client.post(url("withdraw", theirs.pk)).status_code == 404
    client.post(url("withdraw", mine.pk))
    mine.refresh_from_db()
    assert mine.withdrawn_by == client.user


def test_an_administrator_makes_a_key_for_a_person_and_withdraws_anybodys(client_as, person):
    administrator, analyst = client_as("administrator"), person("analyst")
    given = {"person": analyst.pk, "name": "Power BI", "expires_on_day": "1",
             "expires_on_month": "2", "expires_on_year": "2027"}  # fmt: skip
    page = administrator.post(url("keys"), given)
    key = AccessKey.objects.get()

    assert (key.person, key.made_by) == (analyst, administrator.user)
    assert page.context["secret"] in page.content.decode()
    administrator.post(url("withdraw", key.pk))
    assert not AccessKey.objects.open_on(clock.today()).exists()


def test_a_day_past_the_year_is_refused_beside_its_field(client_as):
    given = {"name": "Dashboard", "expires_on_day": "1", "expires_on_month": "2",
             "expires_on_year": "2029"}  # fmt: skip
    page = client_as("sqa").post(url("new_key"), given).content.decode()

    assert "a key lasts a year at most" in page
    assert not AccessKey.objects.exists()


def test_the_outgoing_e_mail_is_told_as_numbers_and_kinds_of_failure(client_as, person, settings):
    administrator, manager = client_as("administrator"), person("team-manager")
    notices.tell(manager, "concern", "A child may be unsafe now.", url="/", about="c", urgent=True)
    settings.EMAIL_BACKEND = "tests.web.notices.test_telling.Refusing"
    notices.deliver()
    page = administrator.get(url("post")).content.decode()

    assert "1 e-mail could not be sent" in page and "ConnectionRefusedError" in page
    assert manager.name not in page and "unsafe" not in page.split("<main")[1]

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    administrator.post(url("post"))
    assert not Letter.objects.waiting().exists()
    assert "No e-mail waits" in administrator.get(url("post")).content.decode()


def test_a_key_that_has_run_out_stays_listed_as_such_and_opens_nothing_until_it_is_taken_off(
    client_as, the_day
):
    analyst, administrator = client_as("analyst"), client_as("administrator")
    the_day("2026-11-23")
    key, secret = made(analyst.user, name="Old dashboard", expires_on=datetime.date(2026, 12, 1))
    the_day("2027-02-01")

    for client, page in ((analyst, url("home")), (administrator, url("keys"))):
        shown = client.get(page).content.decode()
        assert "Old dashboard" in shown and "Has run out" in shown and "Take off the list" in shown
    assert "0 keys work today" in administrator.get(url("keys")).content.decode()
    assert AccessKey.objects.opened_by(secret, use=API, day=clock.today()) is None
    analyst.post(url("withdraw", key.pk))
    assert "Old dashboard" not in analyst.get(url("home")).content.decode()


def test_a_calendar_that_has_run_out_is_not_said_to_be_read(client_as, the_day):
    client = client_as("analyst")
    services.renew_calendar(client.user, by=client.user)
    the_day("2028-01-10")

    assert "can be read by your calendar" not in client.get(url("home")).content.decode()
