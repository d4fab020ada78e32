"""The children behind a figure, a child's page, and what is due, as each role meets them."""

import re

import pytest

from lineofsight.packs.authority import load_authority, write_authority
from lineofsight.web.activity.models import ActivityEvent
from lineofsight.web.people.models import RestrictedRecord
from lineofsight.web.people.references import child_reference
from lineofsight.web.performance.models import ChildrenDownload

pytestmark = pytest.mark.django_db(transaction=True)

LIST = "/performance/measures/ASM03/children/?unit=service:ASSESSMENT&month=2026-10"
JAYDON = "C777"


def text(response) -> str:
    return " ".join(response.content.decode().split())


def child_url(child_id: str) -> str:
    return f"/performance/children/{child_reference(child_id)}/"


def readings(child_id: str):
    return list(ActivityEvent.objects.filter(child_id=child_id).order_by("number"))


def restrict(child_id: str, by) -> None:
    from lineofsight.web import clock

    RestrictedRecord.objects.create(
        child_id=child_id, reason="A relative works here", placed_by=by, placed_at=clock.now()
    )


def test_one_click_leads_from_the_figure_to_the_children_who_missed_it(client_as, figures):
    client = client_as("group-manager", figures.assessment)
    page = text(client.get("/performance/measures/ASM03/?unit=service:ASSESSMENT"))
    link = re.search(r'href="([^"]+)"[^>]*>Children behind this figure \((\d+)\)', page)
    assert link.group(2) == "6"
    opened = text(client.get(link.group(1).replace("&amp;", "&")))
    assert "6 of 16 are not counted" in opened
    assert opened.count('href="/performance/children/') == 6


def test_chips_count_everybody_and_what_is_left_out_says_why(client_as, figures):
    page = text(client_as("group-manager", figures.assessment).get(LIST))
    assert "Not counted (6)" in page
    assert "Counted (10)" in page
    assert "Left out (1)" in page
    assert "How the 17 are counted" in page
    left_out = text(client_as("analyst").get(f"{LIST}&show=left-out"))
    assert "Noor Hadley" in left_out
    assert "Under 1" in left_out


def test_filters_narrow_the_list_and_pages_have_25_50_or_100(client_as, figures):
    client = client_as("group-manager", figures.assessment)
    assert "5 records" in text(
        client.get(f"{LIST}&show=counted&worker=W10")
    ) or "4 records" in text(client.get(f"{LIST}&show=counted&worker=W10"))
    assert "0 records" in text(client.get(f"{LIST}&team=NORTH"))
    assert "6 records" in text(client.get(f"{LIST}&over=11-"))
    assert "<strong>50</strong>" in text(client.get(f"{LIST}&per=50"))
    assert "<strong>25</strong>" in text(client.get(f"{LIST}&per=7000"))


def test_the_list_can_be_sorted(client_as, figures):
    page = text(client_as("analyst").get(f"{LIST}&sort=finished"))
    days = re.findall(r'data-l="Finished" class="nowrap">(\d+) Oct 2026', page)
    assert days == sorted(days, key=int)


def test_a_team_manager_sees_their_own_teams_children_and_is_told_of_the_rest(client_as, figures):
    page = text(client_as("team-manager", figures.north).get(LIST))
    assert "6 of 16 are not counted" in page
    assert "0 records" in page
    assert "held by teams whose children you do not see" in page


def test_a_restricted_child_stays_in_the_total_and_shows_nothing_else(client_as, figures, person):
    restrict("C000", person("administrator"))
    page = text(client_as("group-manager", figures.assessment).get(LIST))
    assert "6 of 16 are not counted" in page
    assert "Family00" not in page
    assert "5 records" in page
    assert "Any restricted child stays in the totals" in page


def test_the_sentence_on_restricted_records_is_there_whether_or_not_one_is(client_as, figures):
    page = text(client_as("group-manager", figures.assessment).get(LIST))
    assert "Any restricted child stays in the totals" in page


def test_taking_the_list_needs_a_reason_which_is_kept_and_written_in_the_file(client_as, figures):
    client = client_as("group-manager", figures.assessment, name="Helen Marsden")
    address = LIST.replace("children/?", "children/take/?")
    assert "There is a problem" in text(client.post(address, {"reason": " "}))
    assert not ChildrenDownload.objects.exists()
    file = client.post(address, {"reason": "=For Thursday's meeting"}).content.decode()
    assert "Helen Marsden" in file
    assert "Why: =For Thursday" in file
    assert "OFFICIAL-SENSITIVE" in file
    assert "Given0 Family00" in file
    kept = ChildrenDownload.objects.get()
    assert (kept.row_count, kept.status) == (6, "not-counted")
    event = ActivityEvent.objects.get(verb="children.downloaded")
    assert event.by_name == "Helen Marsden"


def test_those_who_see_totals_only_cannot_take_a_list(client_as, figures):
    address = LIST.replace("children/?", "children/take/?")
    assert client_as("lead-member").get(address).status_code == 403


def test_a_childs_page_is_recorded_before_it_is_shown_and_lists_its_readers(client_as, figures):
    client = client_as("team-manager", figures.east, name="Marcus Obi")
    page = text(client.get(child_url(JAYDON)))
    assert "Jaydon Ellery" in page
    assert "Born" in page
    assert "3 June 2017" in page
    assert "Bethan Cole" in page
    assert "Child protection plan" in page
    assert "<strong>You</strong>" in page
    (event,) = readings(JAYDON)
    assert event.by_name == "Marcus Obi"
    assert not event.is_refused


def test_the_journey_is_drawn_and_told_with_what_was_late(client_as, figures):
    page = text(client_as("team-manager", figures.east).get(child_url(JAYDON)))
    assert "Journey of Jaydon Ellery" in page
    assert "20 August 2025: Review conference" in page
    assert "Due 6 August 2025: 10 working days late" in page
    assert "1 July 2025: Child protection visit, seen" in page
    assert "Neglect" in page


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ("10 working days", "Due 4 June 2025: 19 working days late"),
        ("5 weeks", "Due 24 June 2025: 7 days late"),
        ("6 weeks", ""),
    ],
)
def test_a_protection_visit_is_late_by_the_authoritys_own_limit(
    client_as, figures, settings, chosen, told
):
    place = load_authority(settings.HOME)
    chosen_here = place.model_copy(update={"choices": {"cp_visit_within": chosen}})
    write_authority(settings.HOME, chosen_here)
    page = text(client_as("team-manager", figures.east).get(child_url(JAYDON)))
    visit = page[page.index("1 July 2025: Child protection visit") :]
    visit = visit[: visit.index("20 May 2025")]
    assert told in visit if told else "late" not in visit


def test_what_is_due_for_the_child_is_late_by_working_days(client_as, figures):
    page = text(client_as("team-manager", figures.east).get(child_url(JAYDON)))
    due = page[page.index("Due and late") : page.index("Journey since")]
    assert "Child protection visit" in due
    assert "working days late" in due
    assert "The data do not cover" not in due


def test_a_child_outside_ones_work_is_not_found_and_the_attempt_is_recorded(client_as, figures):
    client = client_as("team-manager", figures.south, name="Priya Nair")
    assert client.get(child_url(JAYDON)).status_code == 404
    (event,) = readings(JAYDON)
    assert event.is_refused
    assert event.by_name == "Priya Nair"


def test_a_member_may_not_open_a_child_and_the_attempt_is_recorded(client_as, figures):
    assert client_as("lead-member").get(child_url(JAYDON)).status_code == 403
    assert readings(JAYDON)[0].is_refused


def test_a_restricted_child_is_not_found_for_their_own_manager(client_as, figures, person):
    restrict(JAYDON, person("administrator"))
    assert client_as("team-manager", figures.east).get(child_url(JAYDON)).status_code == 404
    assert readings(JAYDON)[0].is_refused


def test_a_made_up_reference_and_a_child_who_is_not_in_the_data_are_not_found(client_as, figures):
    client = client_as("analyst")
    assert client.get("/performance/children/made-up/").status_code == 404
    assert client.get(child_url("C-nobody")).status_code == 404


def test_a_child_met_in_a_figure_opens_from_there_and_the_log_says_so(client_as, figures):
    client = client_as("team-manager", figures.south)
    address = f"{child_url('C003')}?measure=ASM03&unit=team:SOUTH&month=2026-10&period=2026-10"
    assert client.get(address).status_code == 200
    assert "From a figure: Assessments completed" in readings("C003")[0].why


def test_naming_a_figure_does_not_open_a_child_who_is_not_behind_it(client_as, figures):
    client = client_as("team-manager", figures.south)
    address = f"{child_url(JAYDON)}?measure=ASM03&unit=team:SOUTH&month=2026-10&period=2026-10"
    assert client.get(address).status_code == 404


def test_whom_a_list_of_what_is_due_names_opens_for_those_who_have_to_finish_it(client_as, figures):
    client = client_as("team-manager", figures.south)
    page = client.get("/performance/due/assessments-to-finish/?show=all").content.decode()
    assert child_url("C001") in page
    assert client.get(child_url("C001")).status_code == 200
    assert "Due here: Assessments to finish" in readings("C001")[0].why
    assert client_as("team-manager", figures.north).get(child_url("C001")).status_code == 404


def test_a_restricted_child_with_something_due_stays_shut(client_as, figures, person):
    restrict("C001", person("administrator"))
    assert client_as("team-manager", figures.south).get(child_url("C001")).status_code == 404


def test_a_month_that_cannot_be_is_not_found(client_as, figures):
    client = client_as("analyst")
    for month in ("0001-01", "9999-12", "2026-13"):
        assert client.get(f"/performance/?month={month}").status_code == 404


def test_all_readings_are_shown_and_looking_at_them_is_a_reading(client_as, figures):
    client = client_as("team-manager", figures.east)
    client.get(child_url(JAYDON))
    page = text(client.get(f"{child_url(JAYDON)}readings/"))
    assert "2 readings" in page


def test_trackers_count_late_and_due_and_say_what_is_not_covered(client_as, figures):
    page = text(client_as("analyst").get("/performance/due/"))
    row = page[page.index("Assessments to finish") :]
    assert "1 late" in row[:400]


def test_what_will_be_late_is_told_by_team_and_that_nothing_says_what_is_booked(client_as, figures):
    page = text(client_as("analyst").get("/performance/due/"))
    table = page[page.index("What will be late, by team") :]
    assert "Assessment South" in table
    assert "No return says what is booked" in table
    assert "more than 20 cases (assumed: nobody here has chosen a limit)" in table
    assert "Ellery" not in page


def test_workers_above_the_limit_stand_beside_what_their_team_has_to_do(client_as, figures):
    page = text(client_as("analyst").get("/performance/due/"))
    row = page[page.index('scope="row">Through Care East') :]
    assert "0 of 1" in row[: row.index("</tr>")]


def test_a_team_manager_is_told_of_their_own_team_only(client_as, figures):
    page = text(client_as("team-manager", figures.south).get("/performance/due/"))
    table = page[page.index("What will be late, by team") :]
    assert "Assessment South" in table
    assert "Through Care East" not in table


def test_a_tracker_lists_the_children_late_first_by_worker(client_as, figures):
    client = client_as("team-manager", figures.south)
    page = text(client.get("/performance/due/assessments-to-finish/?show=all"))
    assert "Given1 Family01" in page
    assert "working days late" in page
    assert "Leah Brandt" in page
    soon = text(client.get("/performance/due/assessments-to-finish/?show=14"))
    assert "Given1 Family01" not in soon
    mine = text(client.get("/performance/due/assessments-to-finish/?show=all&worker=W01"))
    assert "Given1 Family01" not in mine
    assert "Given2 Family02" in mine


def test_a_tracker_shows_only_ones_own_teams_children(client_as, figures):
    page = text(
        client_as("team-manager", figures.north).get("/performance/due/assessments-to-finish/")
    )
    assert "Family01" not in page


def test_an_unknown_tracker_is_not_found(client_as, figures):
    assert client_as("analyst").get("/performance/due/nothing-like-it/").status_code == 404
