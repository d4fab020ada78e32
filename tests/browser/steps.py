"""What people do on many pages: go to a section, fill a date, do an audit's standards."""

import re
from dataclasses import dataclass
from datetime import date

from playwright.sync_api import Page, expect

PATIENCE = 90_000
GOOD, BETTER = "Good", "Outstanding"
STANDARDS = (
    *("Voice of the Child", "Assessments", "Plans", "Management Oversight"),
    *("Partnership Working", "Strengths and Relationship Based Practice", "Embracing Diversity"),
)
expect.set_options(timeout=PATIENCE)


def go_to(page: Page, section: str) -> None:
    """By the menu at the head of every page."""
    sections = page.get_by_role("navigation", name="Sections", exact=True)
    sections.get_by_role("link", name=section, exact=True).click()


def heading(page: Page, text: str | re.Pattern) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(text)


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()


def fill_date(page: Page, legend: str, day: date) -> None:
    boxes = page.get_by_role("group", name=legend)
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        boxes.get_by_label(label, exact=True).fill(str(value))


def move_to(page: Page, day: date) -> None:
    """Move the demo's clock, by the page that every footer of a demo leads to."""
    page.get_by_role("link", name="Move the demo to another day").click()
    fill_date(page, "Move to", day)
    press(page, "Move to this day")
    heading(page, f"{day:%A} {day.day} {day:%B %Y}")


@dataclass(frozen=True)
class Auditor:
    """How one auditor sees the seven standards; `differs_on` is graded better than the rest."""

    says: str
    differs_on: str = ""

    def grade(self, standard: str) -> str:
        return BETTER if standard == self.differs_on else GOOD


def open_my_audit(page: Page, number: int) -> None:
    """From one's own list, as its owner does."""
    page.goto("/practice/mine/")
    page.locator(f"ul.due a[href='/practice/audits/{number}/']").first.click()


def do_the_standards(page: Page, auditor: Auditor) -> None:
    """From the hub through all standards, one page after the other."""
    page.get_by_role("link", name=STANDARDS[0]).click()
    for standard in STANDARDS:
        heading(page, standard)
        page.get_by_role("radio", name=auditor.grade(standard), exact=True).check()
        page.get_by_label("What is strong, and how do you know?").fill(
            f"{auditor.says} about {standard.lower()}."
        )
        press(page, "Save and continue")
    heading(page, "7 of 7")


def check_and_send(page: Page, *, reason: str = "") -> None:
    """With a reason where the product asks whether it is so."""
    page.get_by_role("link", name="Check your answers and send").click()
    heading(page, "Check your answers, then send")
    press(page, "Send")
    if reason:
        expect(page.get_by_role("alert")).to_contain_text("Change it, or say why.")
        page.get_by_role("alert").get_by_role("link").first.click()
        page.keyboard.type(reason)
        press(page, "Send")
    expect(page.get_by_text("Sent. You can see it until the grades are final.")).to_be_visible()


def tab_to(page: Page, selector: str) -> None:
    """Reach an element with the Tab key alone, as somebody does who uses no mouse."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate(f"document.activeElement?.matches({selector!r}) ?? false"):
            return
    raise AssertionError(f"{selector} is not reached with the Tab key on {page.url}")
