"""One audit from the plan of its quarter to the closed loop, with the product's clock moved.

WOR-A1: the sample can be drawn again, no case twice. WOR-A2: a third goes out on the 1st of each
month, bank holiday or not. WOR-A5: what must be there before sending. WOR-A7: the re-check is
due 56 days after moderation, late the day after, and its footprint carries its own day.
"""

import re
from datetime import date

import docx
from playwright.sync_api import expect
from tests.browser.steps import (
    STANDARDS,
    Auditor,
    check_and_send,
    do_the_standards,
    fill_date,
    go_to,
    heading,
    move_to,
    open_my_audit,
    press,
)

DRAWN, RELEASED = date(2026, 12, 17), date(2027, 1, 1)
MODERATED, DUE, CHECKED = date(2027, 3, 17), date(2027, 5, 12), date(2027, 5, 13)
LEAD = Auditor("The lead saw good work")
PEER = Auditor("The peer saw it with other eyes", differs_on="Plans")
WHO = """
from lineofsight.web.practice.models import Audit
found = (Audit.objects.filter(activity_key="main-audit", released_on="2027-01-01",
                              moderator__isnull=False)
         .exclude(parts__auditor=None).order_by("pk").first())
parts = {part.key: part.auditor for part in found.parts.all()}
print(json.dumps({"audit": found.pk, "lead": parts["lead"].email, "peer": parts["peer"].email,
                  "moderator": found.moderator.email}))
"""
CHECKER = """
from lineofsight.web.practice.models import FollowUp
found = FollowUp.objects.get(audit={audit}, state="due")
print(json.dumps({{"email": found.checker.email, "recheck": found.pk}}))
"""


def test_an_audit_goes_all_the_way_round(own_site, sign_in, sound):
    planner = sign_in(own_site, own_site.people()["sqa"])
    plan_and_draw(planner, sound)
    release(own_site, planner)
    who = own_site.ask(WHO)
    lead, peer, moderator = (sign_in(own_site, who[part]) for part in ("lead", "peer", "moderator"))

    the_lead_does_theirs(lead, who["audit"], sound)
    the_peer_does_theirs(peer, who["audit"], sound)
    for day in (date(2027, 2, 1), date(2027, 3, 1)):
        move_to(planner, day)
        expect(planner.get_by_text(re.compile(r"\d+ audits sent out"))).to_be_visible()
    move_to(planner, MODERATED)
    the_moderator_decides(moderator, who["audit"], sound)
    the_lead_shares_and_acts(lead, who["audit"], sound)

    checker = own_site.ask(CHECKER.format(audit=who["audit"]))
    move_to(planner, CHECKED)
    planner.goto("/practice/board/?month=2027-01")
    whole_list(planner, "#rechecks")
    late = planner.locator("#rechecks").get_by_role("row").filter(has_text="12 May")
    expect(late.first).to_be_visible()
    the_checker_closes_the_loop(sign_in(own_site, checker["email"]), checker["recheck"], sound)


def whole_list(page, section: str) -> None:
    """A long list shows its first rows: the rest is a link away."""
    rest = page.locator(section).get_by_role("link", name=re.compile("^Show all"))
    if rest.count():
        rest.click()


def plan_and_draw(page, sound) -> None:
    move_to(page, DRAWN)
    go_to(page, "Practice")
    sound(page)
    page.get_by_role("link", name="Plans and samples").click()
    sound(page)
    fill_date(page, "A day in the months to plan", RELEASED)
    page.get_by_label("How many records").fill("36")
    press(page, "Plan it")
    heading(page, "36 records")
    press(page, "Draw 36 records")
    records = page.get_by_role("table", name="Sampled records").get_by_role("rowheader")
    expect(records).to_have_count(36)
    children = records.all_inner_texts()
    assert len(set(children)) == 36, "a case was drawn twice"
    for month in ("Jan", "Feb", "Mar"):
        goes_out = page.get_by_role("table", name="Sampled records").get_by_role("row")
        expect(goes_out.filter(has_text=f"1 {month}")).to_have_count(12)
    sound(page)

    press(page, "Draw it again and compare")
    same = page.get_by_text("Drawn again: the same frame and the same children.")
    expect(same).to_be_visible()
    assert records.all_inner_texts() == children


def sent_out(said: str) -> int:
    return int(re.search(r"(\d+) audits? sent out", said).group(1))


def release(site, page) -> None:
    """New Year's Day: nobody is at work, and the audits go out all the same."""
    site.set_day(RELEASED)
    assert sent_out(site.run_due()) >= 12, "with those of the other programmes"
    assert sent_out(site.run_due()) == 0
    page.goto("/practice/board/?month=2027-01")
    not_done = page.locator("#not-done")
    expect(not_done).to_contain_text("Who has not sent theirs")
    waiting = int(re.search(r"theirs \((\d+)\)", not_done.inner_text()).group(1))
    assert waiting >= 24, "two auditors for each of the twelve, and those of other programmes"


def the_lead_does_theirs(page, audit: int, sound) -> None:
    open_my_audit(page, audit)
    sound(page)
    page.get_by_role("link", name="Check your answers and send").click()
    for standard in STANDARDS:
        expect(page.get_by_role("main")).to_contain_text(standard)
    expect(page.get_by_role("button", name="Send", exact=True)).to_have_count(0)
    page.get_by_role("link", name="Back to the audit").click()

    what_is_written_is_kept_without_a_button(page, sound)
    page.get_by_role("link", name="Back to the 7 standards").click()
    do_the_standards(page, LEAD)
    page.get_by_role("link", name="What went well, and what others should learn").click()
    page.get_by_label("What went well, and for whom?").fill("The visits were regular.")
    press(page, "Save and go back")
    page.get_by_role("link", name="Actions that would make a difference").click()
    sound(page)
    page.get_by_label("What is to be done").fill("Write the plan again with the young person.")
    page.get_by_label("What will be different for the child").fill("Their words are in it.")
    press(page, "Add the action")
    page.get_by_role("link", name="Done").click()
    check_and_send(page, reason="All seven are the same to me: I read each of them twice.")
    expect(page.get_by_text("so that nobody is led by the other")).to_be_visible()
    expect(page.get_by_role("main")).not_to_contain_text(PEER.says)


def what_is_written_is_kept_without_a_button(page, sound) -> None:
    page.get_by_role("link", name=STANDARDS[0]).click()
    sound(page)
    for option in ("Outstanding", "Good", "Inadequate"):
        expect(page.get_by_role("radio", name=option, exact=True)).not_to_be_checked()
    expect(page.get_by_text("The child is seen, known and heard")).to_be_visible()
    strong = page.get_by_label("What is strong, and how do you know?")
    strong.fill("Begun before the telephone rang")
    strong.blur()
    expect(page.locator("#saved")).to_contain_text(re.compile(r"Saved \d"))
    page.reload()
    expect(strong).to_have_value("Begun before the telephone rang")


def the_peer_does_theirs(page, audit: int, sound) -> None:
    open_my_audit(page, audit)
    expect(page.get_by_role("main")).not_to_contain_text(LEAD.says)
    do_the_standards(page, PEER)
    page.get_by_role("link", name="Check your answers and send").click()
    for nobody_heard in ("The child", "A parent or carer", "The allocated worker"):
        expect(page.get_by_role("main")).to_contain_text(nobody_heard)
    heading(page, "3 things are still missing")
    assert LEAD.says not in page.content()

    page.get_by_role("link", name="The child", exact=True).click()
    sound(page)
    not_possible = page.get_by_label("If you could not, why not")
    not_possible.first.fill("A baby of five months; watched with her mother instead.")
    page.get_by_label("What did the parent or carer say").fill("They come when they say.")
    page.get_by_label("How does the worker see").fill("Proud of it, and worried about housing.")
    press(page, "Save and go back")
    check_and_send(page)
    expect(page.get_by_role("main")).to_contain_text(LEAD.says)  # both are in: both are seen


def the_moderator_decides(page, audit: int, sound) -> None:
    page.goto(f"/practice/audits/{audit}/moderate/")
    heading(page, "differ on 1 of 7")
    sound(page)
    plans = page.locator("#d-plans")
    plans.get_by_role("radio", name="Good", exact=True).check()
    press(page, "Check and confirm")
    expect(page.get_by_role("alert")).to_contain_text("say why, because the grades differ")
    sound(page)
    plans.get_by_label("Why", exact=True).fill("The plan was written without the child.")
    press(page, "Check and confirm")
    heading(page, "Confirm the final grades")
    expect(page.get_by_role("main")).to_contain_text("due 12 May 2027, 56 days after moderation")
    sound(page)
    press(page, "Confirm the final grades")
    row = page.get_by_role("row").filter(has_text="The plan was written without the child.")
    expect(row).to_contain_text("Outstanding")  # the peer's grade, kept beside the final one
    expect(row).to_contain_text("Good")
    sound(page)


def the_lead_shares_and_acts(page, audit: int, sound) -> None:
    page.goto(f"/practice/audits/{audit}/")
    page.get_by_role("link", name="Share with the worker").click()
    sound(page)
    page.get_by_label("What you shared, with whom").fill("Went through it together on Tuesday.")
    press(page, "Shared: write it down")
    page.get_by_role("link", name="Write the plan again with the young person.").click()
    sound(page)
    page.get_by_label("What shows that it is done").fill("New plan of 2 April, in her words.")
    page.get_by_label("Where it can be found").fill("Plans, 2 April")
    press(page, "It is done")
    expect(page.get_by_text("so somebody else has to check it")).to_have_count(0)
    expect(page.get_by_role("button", name="I have checked: it is done")).to_have_count(0)


def the_checker_closes_the_loop(page, recheck: int, sound) -> None:
    page.goto("/practice/mine/")
    mine = page.locator(f"ul.due a[href='/practice/rechecks/{recheck}/']")
    mine.filter(visible=True).first.click()
    heading(page, "The re-check was due 12 May 2027")
    sound(page)
    page.get_by_label("I have found this done").check()
    page.get_by_label("Were the actions completed").fill("Yes: she can read her own plan.")
    press(page, "Write the re-check down")
    expect(page.get_by_text("is written and the loop is closed")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Loop closed")
    sound(page)
    page.get_by_role("link", name="Note for the child’s file").click()
    sound(page)
    assert "she can read her own plan" in page.get_by_label("Text to copy").input_value()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Download as Word").click()
    document = docx.Document(str(taken.value.path()))
    said = "\n".join(paragraph.text for paragraph in document.paragraphs) + "\n".join(
        cell.text for table in document.tables for row in table.rows for cell in row.cells
    )
    assert "she can read her own plan" in said
    assert "13 May 2027" in said
