"""The pages as each role: lists with names for those with rights, totals for members."""

import io
import zipfile

import pytest
from tests.factories.checks import kept_check

from lineofsight.quality.model import Characteristic
from lineofsight.web.activity.models import ActivityEvent
from lineofsight.web.data_quality import catalogue
from lineofsight.web.data_quality.models import ClinicExport, Finding, ItemDecision, SignOff
from lineofsight.web.data_quality.services import signing, working

pytestmark = pytest.mark.django_db
CIN = """
    rule | child | team  | worker | severity
    8500 | C1    | SOUTH | WS1    | error
    8500 | C2    | SOUTH | WS1    | error
    8770 | C3    | EAST  | -      | query
"""
WORSE = """
    rule | child | team  | worker | severity
    8500 | C1    | SOUTH | WS1    | error
    8500 | C2    | SOUTH | WS1    | error
    8500 | C5    | SOUTH | WS1    | error
    8770 | C3    | EAST  | -      | query
"""


def test_tam_a6_lists_are_for_users_with_rights_and_hidden_from_members(
    taken, worker, client_of, client_as
):
    taken()
    own = client_of(worker).get("/data-quality/lists/").text
    assert own.count("The assessment ends before it starts") == 2
    assert ">C1<" in own and ">C4<" not in own

    member = client_as("lead-member")
    assert member.get("/data-quality/lists/").status_code == 403
    assert member.get(f"/data-quality/findings/{Finding.objects.first().pk}/").status_code == 403
    page = member.get("/data-quality/")
    assert page.status_code == 200
    assert "SOUTH" not in page.text and "Assessment South" not in page.text
    assert "unit=team" not in page.text


def test_wir_a12_every_rule_is_under_one_characteristic_and_each_is_scored_by_team(
    taken, worker, client_as
):
    known = {each.value for each in Characteristic}
    assert {each.characteristic for each in catalogue.every_rule()} == known
    taken(passed=("J211",))
    page = client_as("analyst").get("/data-quality/?unit=all").text

    for each in Characteristic:
        assert f">{each.value.capitalize()}</a>" in page
    assert "Assessment South" in page and "Through Care East" in page
    assert "not judged" in page and "2 of 10 wrong" not in page  # SOUTH and EAST together
    assert "3 of 20 wrong" in page


def test_small_numbers_are_hidden_from_those_who_see_totals(taken, worker, client_as, person):
    done = taken(judged=40)
    page = client_as("lead-member").get("/data-quality/").text
    assert "of 80 wrong" not in page and "<strong>c</strong>" in page
    rules = client_as("scrutiny").get(f"/data-quality/runs/{done.run.pk}/accurate/").text
    assert "3 of 80" not in rules and "J301" in rules


def test_what_each_rule_contributes_and_why_others_judged_nothing(taken, worker, client_as):
    done = taken(not_run=("J900",), broken=("J901",))
    page = client_as("analyst").get(f"/data-quality/runs/{done.run.pk}/accurate/?unit=all").text
    assert page.index("J901") < page.index("J301") < page.index("J900")
    assert "Last year’s return is missing." in page and "100%" in page


def test_many_are_corrected_at_once_and_the_list_stays_as_it_was_filtered(
    taken, worker, client_of, of_child
):
    taken()
    client = client_of(worker)
    pks = [of_child("C1").pk, of_child("C2").pk, of_child("C4").pk]
    answer = client.post(
        "/data-quality/lists/act/",
        {"act": "correct", "finding": pks, "back": "whose=mine&rule=J301"}, follow=True,
    )  # fmt: skip
    assert "2 findings said to be corrected" in answer.text and "1 could not be" in answer.text
    assert answer.redirect_chain[0][0] == "/data-quality/lists/?whose=mine&rule=J301"
    assert of_child("C4").state == "open"


def test_the_whole_page_is_corrected_with_one_button(taken, worker, client_of, of_child):
    taken()
    pks = [of_child("C1").pk, of_child("C2").pk]
    client_of(worker).post(
        "/data-quality/lists/act/", {"act": "correct:page", "on_page": pks, "back": ""}
    )
    assert Finding.objects.filter(state="corrected").count() == 2


def test_a_list_that_names_children_and_a_finding_are_in_the_log(
    taken, worker, client_of, of_child
):
    taken()
    client = client_of(worker)
    client.get("/data-quality/lists/")
    client.get(f"/data-quality/findings/{of_child('C1').pk}/")
    assert ActivityEvent.objects.filter(verb=ActivityEvent.LISTED).exists()
    assert ActivityEvent.objects.filter(verb=ActivityEvent.READ, child_id="C1").exists()
    assert client.get(f"/data-quality/findings/{of_child('C4').pk}/").status_code == 404


def test_the_clinics_workbook_says_who_took_it_when_and_why(
    taken, worker, manager, client_of, settings
):
    taken("rule | child | team | worker\n=J1 | C1 | SOUTH | WS1")
    client = client_of(manager)
    address = "/data-quality/lists/export/?whose=team"
    assert "names children" in client.get(address).text
    assert "Enter what you need it for" in client.post(address, {"reason": ""}).text
    answer = client.post(address, {"reason": "Clinic of 3 December"})

    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as parts:
        text = " ".join(parts.read(name).decode() for name in parts.namelist()
                        if name.endswith(".xml"))  # fmt: skip
    assert "Why: Clinic of 3 December" in text and "Taken by Ola Benson" in text
    assert "&#39;=J1" in text or "'=J1" in text, "text is never a formula"
    assert "<f>" not in text
    assert (ClinicExport.objects.get().row_count, ClinicExport.objects.get().by) == (1, manager)
    assert ActivityEvent.objects.filter(verb="findings.downloaded").exists()


def test_how_ready_a_return_is_by_team_against_the_days_left(
    taken, worker, group_manager, client_of, the_day
):
    the_day("2026-06-15")
    taken(CIN, as_at="2026-03-31", return_id="cin", year=2026, not_run=("8640",), broken=("8650",))
    page = client_of(group_manager).get("/data-quality/readiness/cin/").text

    assert "2 errors and 1 query to go, in 34 working days" in page
    assert "Friday 31 July 2026" in page and "Assumed" in page
    assert page.index("8650") < page.index("8640"), "broken first"
    assert "Assessment South" in page and "Through Care East" in page
    the_day("2026-08-03")
    late = client_of(group_manager).get("/data-quality/readiness/cin/").text
    assert "the day was 1 working day ago" in late
    overview = client_of(group_manager).get("/data-quality/readiness/").text
    assert "not checked" in overview, "a return that was not checked is never ready"
    annex = client_of(group_manager).get("/data-quality/readiness/annex_a/").text
    assert "No day is set" in annex and "not been checked" in annex


def test_a_head_of_service_signs_for_the_own_service_and_a_worse_check_withdraws_it(
    taken, worker, group_manager, ashmere, client_of
):
    taken(CIN, as_at="2026-03-31", return_id="cin", year=2026)
    client = client_of(group_manager)
    said = {"service": "ASSESSMENT", "says": "Went through both lists."}
    assert "Select a valid choice" in client.post(
        "/data-quality/readiness/cin/sign/", said | {"service": "CARE"}
    ).text  # fmt: skip
    client.post("/data-quality/readiness/cin/sign/", said)
    signed = SignOff.objects.get()
    assert (signed.errors, signed.queries, signed.by) == (2, 0, group_manager)
    assert "signed off for the service already" in client.post(
        "/data-quality/readiness/cin/sign/", said
    ).text  # fmt: skip

    taken(CIN, as_at="2026-03-31", return_id="cin", year=2026, checked_at="2026-04-20T08:00")
    assert SignOff.objects.get().holds, "not worse; but the newer check is not signed"
    assert "Not signed off" in client.get("/data-quality/readiness/cin/").text
    taken(WORSE, as_at="2026-03-31", return_id="cin", year=2026, checked_at="2026-04-21T08:00")
    withdrawn = SignOff.objects.get()
    assert not withdrawn.holds and withdrawn.withdrawn_by is None
    assert "3 errors" in withdrawn.withdrawn_why
    assert group_manager.notices.get().kind == "sign-off-withdrawn"


def test_what_is_corrected_is_no_longer_to_go(taken, worker, ashmere, of_child):
    done = taken(CIN, as_at="2026-03-31", return_id="cin", year=2026)
    working.correct([of_child("C1").pk], by=worker)
    assert signing.to_go(done.run, ashmere.assessment)["errors"] == 1


def test_each_worker_sees_the_own_accuracy_and_lateness(taken, worker, client_of, of_child):
    taken("""
        rule | child | team  | worker | characteristic | message
        J301 | C1    | SOUTH | WS1    | accurate       | The day is wrong. Correct it.
        J801 | C2    | SOUTH | WS1    | timely         | Recorded late. Record sooner.
        J801 | C9    | EAST  | WE1    | timely         | Recorded late. Record sooner.
    """)
    page = client_of(worker).get("/data-quality/mine/").text
    assert "2 records need putting right" in page
    assert "Recorded late. Record sooner. <span" in page and "1 time" in page


def test_rules_are_found_by_code_words_and_year(client_as):
    client = client_as("team-manager")
    page = client.get("/data-quality/rules/?q=8500&return=cin&year=2026").text
    assert "8500" in page and " of " in page
    assert "No rule has all of these words" in client.get("/data-quality/rules/?q=qqq").text


def test_whether_an_item_is_still_needed_is_decided_and_asked_again(client_as, the_day):
    client = client_as("analyst")
    client.post("/data-quality/relevance/item/ssd_person.pers_dob/",
                {"decision": "keep", "why": "Every return asks for it."})  # fmt: skip
    made = ItemDecision.objects.get()
    assert made.again_on.isoformat() == "2027-11-23"
    page = client.get("/data-quality/relevance/?kind=item&show=all&q=pers_dob").text
    assert "Still needed" in page and "Every return asks for it." in page
    assert client.get("/data-quality/relevance/item/no.such/").status_code == 404
    assert client_as("lead-member").get("/data-quality/relevance/").status_code == 403


def test_the_integrity_of_an_indicator_is_audited_and_the_result_kept(client_as):
    client = client_as("sqa")
    said = {"indicator_id": "ASM03", "period_id": "2026-10", "looked_at": "Twenty records.",
            "result": "with-care", "found": "Two starts are a day late."}  # fmt: skip
    assert "Enter a month as" in client.post(
        "/data-quality/integrity/new/", said | {"period_id": "October"}
    ).text  # fmt: skip
    client.post("/data-quality/integrity/new/", said)
    page = client.get("/data-quality/integrity/").text
    assert "To be read with care" in page and "Two starts are a day late." in page


def test_the_strategy_stands_beside_the_checks(client_as, taken, worker):
    taken()
    page = client_as("analyst").get("/data-quality/").text
    assert "Data quality strategy" in page and "no data quality strategy of its own" in page


def test_a_fault_of_the_whole_return_is_for_those_who_see_everything(
    taken, worker, client_as, client_of, settings
):
    check = kept_check(settings.HOME, "rule | child | team | worker\n8501 | - | - | -",
                       as_at="2026-03-31", return_id="cin", year=2026)  # fmt: skip
    taken()
    from lineofsight.web.data_quality.services.taking_up import take_up

    take_up(check)
    found = Finding.objects.get(rule="8501")
    assert "8501" in client_as("analyst").get("/data-quality/lists/").text
    assert client_of(worker).get(f"/data-quality/findings/{found.pk}/").status_code == 404
