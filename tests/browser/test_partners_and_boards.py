"""A partner sends its return; a board recommends, and its recommendation becomes an action."""

from datetime import date

from playwright.sync_api import expect
from tests.browser.steps import fill_date, heading, press

OWED = """
from lineofsight.web.partnership.models import AskedReturn, Seat
owed = AskedReturn.objects.filter(answered_at=None).select_related("asked_by").latest("pk")
print(json.dumps({
    "return": owed.pk, "audit": owed.audit_id, "asker": owed.asked_by.email,
    "asker_name": owed.asked_by.name,
    "partner": Seat.objects.get(agency_key=owed.agency_key).user.email,
}))
"""
ITS_BOARD_RECOMMENDS = """
from lineofsight.web import clock
from lineofsight.web.frameworks import services
from lineofsight.web.frameworks.queries import pack_on
pack = pack_on(clock.today())
boards = tuple(each.model_copy(update={"recommends": each.key == "quality-assurance-board"})
               for each in pack.boards)
services.adopt(pack.model_copy(update={"version": "own", "boards": boards}), by=None,
               from_on=clock.today())
print(json.dumps(True))
"""
SAID, TO_DO = "Children asked why meetings move.", "Put it on the form of each review."
RECOMMENDED = "Ask every child before the review what they want said there."


def test_a_partners_return_and_a_boards_recommendation(own_site, sign_in, sound):
    owed = own_site.ask(OWED)
    own_site.ask(ITS_BOARD_RECOMMENDS)  # as an authority says it in a pack of its own

    partner = sign_in(own_site, owed["partner"])
    partner.goto("/partners/")
    heading(partner, "What your agency is asked")
    partner.locator(f"a[href='/partners/returns/{owed['return']}/']").click()
    sound(partner)
    press(partner, "Send the return")
    expect(partner.get_by_role("alert")).to_contain_text("There is something to put right")
    partner.get_by_label("What did your agency find in its own work?").fill("Two calls unanswered.")
    for question in ("heard", "shared"):
        partner.locator(f"input[name='q-{question}'][value='yes']").check()
        partner.locator(f"[name='q-{question}-evidence']").fill("Our own log.")
    partner.get_by_label("What does your agency learn?").fill("Ring back on the same day.")
    press(partner, "Send the return")
    expect(partner.get_by_text(f"Sent to {owed['asker_name']}.")).to_be_visible()

    keeper = sign_in(own_site, owed["asker"])
    keeper.goto(f"/partners/audits/{owed['audit']}/")
    expect(keeper.get_by_role("main")).to_contain_text("Two calls unanswered.")
    sound(keeper)

    keeper.goto("/boards/")
    keeper.get_by_role("link", name="Add a meeting").click()
    keeper.get_by_label("Board", exact=True).select_option("Quality Assurance Board")
    fill_date(keeper, "When", date(2026, 11, 23))
    press(keeper, "Add the meeting")
    heading(keeper, "Quality Assurance Board")
    keeper.get_by_role("textbox", name="What was contributed").fill(
        "Children asked why meetings move."
    )
    press(keeper, "Write it down")
    expect(keeper.get_by_role("main")).to_contain_text(SAID)
    sound(keeper)
    keeper.get_by_role("link", name="Enter a recommendation").click()
    keeper.get_by_role("textbox", name="What the board recommends").fill(RECOMMENDED)
    keeper.get_by_role("textbox", name="What is to be done").fill(
        "Put it on the form of each review."
    )
    keeper.get_by_label("Who does it").select_option(index=1)
    fill_date(keeper, "By when", date(2026, 12, 18))
    press(keeper, "Enter it")
    heading(keeper, "Recommendation")
    expect(keeper.get_by_role("main")).to_contain_text(RECOMMENDED)
    sound(keeper)
    keeper.get_by_role("link", name=TO_DO).click()
    expect(keeper.get_by_role("main")).to_contain_text(TO_DO)
    expect(keeper.get_by_role("main")).to_contain_text("Quality Assurance Board")
    sound(keeper)
