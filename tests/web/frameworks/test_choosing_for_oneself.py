"""An authority chooses what its framework leaves open; work already begun keeps the old (X-3)."""

import datetime

import pytest

from lineofsight.errors import PackError
from lineofsight.packs import load_pack
from lineofsight.packs.choices import choice_at
from lineofsight.web.frameworks import queries, services
from lineofsight.web.frameworks.models import AdoptedPack, OwnChoice
from lineofsight.web.ui.templatetags.los import own_word

ACTIONS = "activity_types/main-audit/action_due_working_days"
RELEASE = "programmes/case-file-audits/release/non_working"
LONG_AGO = datetime.date(2022, 4, 1)
TODAY = datetime.date(2026, 11, 23)
DECEMBER = datetime.date(2026, 12, 1)
JANUARY = datetime.date(2027, 1, 1)


@pytest.fixture
def adopted(db):
    return services.adopt(load_pack("worcestershire"), by=None, from_on=LONG_AGO)


@pytest.fixture
def administrator(person):
    return person("administrator")


def reads(address: str, day: datetime.date):
    return choice_at(queries.pack_on(day), address).setting


def form(value, *, day=DECEMBER, reason="Agreed by the leadership team.") -> dict:
    return {
        "is_set": "yes", "value": value, "reason": reason,
        "from_on_day": day.day, "from_on_month": day.month, "from_on_year": day.year,
    }  # fmt: skip


def test_a_choice_holds_from_its_day_and_not_before(adopted, administrator):
    services.choose(ACTIONS, 10, reason="Sooner.", from_on=DECEMBER, by=administrator)
    assert reads(ACTIONS, TODAY).value == 20
    assert reads(ACTIONS, TODAY).is_assumed
    chosen = reads(ACTIONS, DECEMBER)
    assert (chosen.value, chosen.source.value, chosen.note) == (
        10, "set by the authority", f"Sooner. {administrator.name}, 23 November 2026.",
    )  # fmt: skip
    assert adopted.pack.activity("main-audit").action_due_working_days.value == 20


def test_who_chose_what_and_why_is_kept(adopted, administrator):
    services.choose(ACTIONS, 10, reason="Sooner.", from_on=TODAY, by=administrator)
    services.choose(ACTIONS, 15, reason="Not that soon.", from_on=TODAY, by=administrator)
    acts = list(OwnChoice.objects.all())
    assert [(a.before["value"], a.after["value"], a.chosen_by) for a in acts] == [
        (10, 15, administrator), (20, 10, administrator),
    ]  # fmt: skip
    assert [each.version for each in AdoptedPack.objects.all()] == [
        "2022.1", "2022.1+1", "2022.1+2",
    ]  # fmt: skip
    assert reads(ACTIONS, TODAY).value == 15


def test_a_choice_made_later_for_an_earlier_day_does_not_undo_one_that_lies_ahead(
    adopted, administrator
):
    services.choose(ACTIONS, 10, reason="From January.", from_on=JANUARY, by=administrator)
    services.choose(RELEASE, "next", reason="From December.", from_on=DECEMBER, by=administrator)
    assert (reads(ACTIONS, DECEMBER).value, reads(RELEASE, DECEMBER).value) == (20, "next")
    assert (reads(ACTIONS, JANUARY).value, reads(RELEASE, JANUARY).value) == (10, "next")


def test_of_two_choices_of_the_same_thing_the_later_day_keeps_its_own(adopted, administrator):
    services.choose(ACTIONS, 10, reason="From January.", from_on=JANUARY, by=administrator)
    services.choose(ACTIONS, 15, reason="Until then.", from_on=DECEMBER, by=administrator)
    assert reads(ACTIONS, DECEMBER).value == 15
    assert reads(ACTIONS, JANUARY).value == 10


def test_nobody_may_decide_and_then_nothing_follows(adopted, administrator):
    services.choose(ACTIONS, None, reason="Left to teams.", from_on=TODAY, by=administrator)
    assert reads(ACTIONS, TODAY).value is None
    services.take_back(ACTIONS, reason="As it was.", from_on=TODAY, by=administrator)
    assert (reads(ACTIONS, TODAY).value, reads(ACTIONS, TODAY).is_assumed) == (20, True)


@pytest.mark.parametrize(
    ("value", "reason", "day", "said"),
    [
        (10, " ", DECEMBER, "Say why"),
        (10, "Sooner.", datetime.date(2026, 11, 22), "not from one that has passed"),
        (-3, "Sooner.", DECEMBER, "not between 0 and"),
        ("soon", "Sooner.", DECEMBER, "cannot stand here"),
    ],
)
def test_a_choice_without_sense_is_refused(adopted, administrator, value, reason, day, said):
    with pytest.raises(PackError, match=said):
        services.choose(ACTIONS, value, reason=reason, from_on=day, by=administrator)
    assert OwnChoice.objects.count() == 0
    assert AdoptedPack.objects.count() == 1


def test_a_choice_that_contradicts_another_is_refused(adopted, administrator):
    with pytest.raises(PackError, match="counts from moderation, but nobody moderates"):
        services.choose("activity_types/main-audit/moderation/by", None, reason="None.",
                        from_on=TODAY, by=administrator)  # fmt: skip


def test_an_administrator_chooses_on_a_page(adopted, client_as):
    client = client_as("administrator")
    page = client.get("/framework/").content.decode()
    assert f"/framework/choices/{ACTIONS}/" in page
    answer = client.post(f"/framework/choices/{ACTIONS}/", form(12), follow=True)
    assert "It holds from 1 December 2026" in answer.content.decode()
    assert reads(ACTIONS, DECEMBER).value == 12
    page = client.get(f"/framework/choices/{ACTIONS}/").content.decode()
    assert "12 instead of 20" in page
    assert "Agreed by the leadership team." in page


def test_a_choice_is_taken_back_on_the_same_page(adopted, client_as, administrator):
    client, address = client_as("administrator"), f"/framework/choices/{ACTIONS}/"
    assert "No longer" not in client.get(address).content.decode()
    services.choose(ACTIONS, 12, reason="Agreed.", from_on=TODAY, by=administrator)
    assert "No longer" in client.get(address).content.decode()
    client.post(address, form("") | {"is_set": "pack"})
    assert (reads(ACTIONS, TODAY).value, reads(ACTIONS, DECEMBER).value) == (12, 20)
    assert reads(ACTIONS, DECEMBER).is_assumed


def test_the_page_says_on_whose_word_each_choice_stands(adopted, client_as, administrator, the_day):
    services.choose(ACTIONS, 12, reason="Agreed.", from_on=TODAY, by=administrator)
    page = client_as("sqa").get("/framework/").content.decode()
    assert "Set by the authority" in page
    assert administrator.name in page
    assert "Assumed" in page and "Stated" in page and "Not set" in page
    assert "/framework/choices/" not in page


def test_where_an_own_choice_acts_it_says_who_made_it(adopted, client_as, administrator):
    services.choose("activity_types/main-audit/moderation/within_working_days", 8,
                    reason="Enough.", from_on=TODAY, by=administrator)  # fmt: skip
    said = own_word(reads("activity_types/main-audit/moderation/within_working_days", TODAY))
    assert said == f" (set by the authority: Enough. {administrator.name}, 23 November 2026.)"
    assert own_word(reads(ACTIONS, TODAY)) == ""


@pytest.mark.parametrize(
    ("address", "value", "after"),
    [
        ("programmes/case-file-audits/release/non_working", "previous", "previous"),
        ("programmes/mid-way-audits/paused_months", ["8", "12"], (8, 12)),
        ("activity_types/main-audit/moderation/reason_where_it_differs", "no", False),
        ("activity_types/residential-audit/moderation/by", "group-manager", "group-manager"),
        ("indicators/REF03/target", "17.5", 17.5),
        ("boards/workforce-board/cadence", "every second month", "every second month"),
    ],
)
def test_every_kind_of_value_can_be_chosen(adopted, client_as, address, value, after):
    answer = client_as("administrator").post(f"/framework/choices/{address}/", form(value))
    assert answer.status_code == 302, answer.content.decode()
    assert reads(address, DECEMBER).value == after


def test_what_was_not_filled_in_is_told(adopted, client_as):
    client = client_as("administrator")
    page = client.post(f"/framework/choices/{ACTIONS}/", form("", reason="")).content.decode()
    assert "Say what is chosen, or that it is not set" in page
    assert client.get("/framework/choices/no/such/choice/").status_code == 404


@pytest.mark.parametrize("role", ["sqa", "director", "team-manager", "lead-member"])
def test_nobody_else_chooses_or_adopts(adopted, client_as, role):
    client = client_as(role)
    for address in (f"choices/{ACTIONS}/", "adopt/", "adopt/confirm/", "review/"):
        assert client.get(f"/framework/{address}").status_code == 403
        assert client.post(f"/framework/{address}", form(3)).status_code == 403
    assert OwnChoice.objects.count() == 0
