"""A team manager, from the own list to a child, with JavaScript and without it."""

import re

import pytest
from playwright.sync_api import expect
from tests.browser.steps import go_to

SOMEBODY_ELSES = """
from lineofsight.web import clock, warehouse
from lineofsight.web.people.models import User
from lineofsight.web.people.references import child_reference
from lineofsight.web.people.scopes import scope_for
mine = scope_for(User.objects.get(email={email!r})).teams
held = warehouse.holders(clock.today())
other = next(child for child, each in sorted(held.items()) if each.team_id not in mine)
print(json.dumps(child_reference(other)))
"""


def open_children_behind_a_measure(page) -> None:
    """The first measure of the scorecard behind whose figure there is more than one child."""
    links = page.locator("table.card-t th a")
    addresses = [links.nth(n).get_attribute("href") for n in range(links.count())]
    assert addresses, "the scorecard of the own team shows no measure"
    for address in addresses:
        page.goto(address)
        behind = page.get_by_role("link", name=re.compile(r"^Children behind this figure"))
        if behind.count() and not re.search(r"\((0|1)\)", behind.inner_text()):
            behind.click()
            return
    raise AssertionError("no measure of the team opens to its children")


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_from_the_own_list_to_a_child_and_back_to_the_same_filter(page_as, sound, scripts):
    page = page_as("team-manager", java_script_enabled=scripts)
    looks = sound if scripts else (lambda page: None)
    expect(page.locator("ul.due, main p").first).to_be_visible()
    looks(page)

    go_to(page, "Performance")
    looks(page)
    open_children_behind_a_measure(page)
    looks(page)
    workers = page.get_by_label("Worker")
    chosen = workers.locator("option").nth(1).get_attribute("value")
    workers.select_option(chosen)
    page.get_by_role("button", name="Filter").click()
    expect(page).to_have_url(re.compile(r"[?&]worker="))
    filtered = page.url

    child = page.locator("table.kids tbody th a").first
    name = child.inner_text()
    child.click()
    expect(page.get_by_role("main")).to_contain_text(name)
    expect(page.get_by_role("heading", name=re.compile("^Journey since"))).to_be_visible()
    readers = page.get_by_role("table", name="Readers, latest first")
    expect(readers.get_by_role("row").nth(1)).to_contain_text("You")
    expect(readers.get_by_role("row").nth(1)).to_contain_text("From a figure")
    looks(page)

    page.go_back()
    expect(page).to_have_url(filtered)
    expect(page.get_by_label("Worker")).to_have_value(chosen)


def test_a_child_of_another_service_is_not_there_and_the_attempt_is_written_down(
    site, people, page_as
):
    reference = site.ask(SOMEBODY_ELSES.format(email=people["team-manager"]))
    refused = page_as("team-manager")
    answer = refused.goto(f"/performance/children/{reference}/")
    assert answer.status == 404

    analyst = page_as("analyst")
    analyst.goto(f"/performance/children/{reference}/")
    readers = analyst.get_by_role("table", name="Readers, latest first")
    expect(readers).to_contain_text("Refused.")
