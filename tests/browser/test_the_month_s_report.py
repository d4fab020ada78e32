"""The month's report: compiled, written in, signed off by another, published, read."""

import re
import zipfile
from pathlib import Path

from playwright.sync_api import expect
from tests.browser.steps import go_to, heading, press

BEGINS = {".pdf": b"%PDF-", ".docx": b"PK", ".xlsx": b"PK", ".html": b"<!"}
WORDS = "Timeliness fell because two posts stood empty."


def compiled(page) -> None:
    """The report that is in the making; a new one where there is none."""
    go_to(page, "Reports")
    being_made = page.get_by_role("table", name="In the making").get_by_role("link")
    if being_made.count():
        being_made.first.click()
    else:
        press(page, "Compile the report")
    expect(page.get_by_role("heading", name="Take it with you")).to_be_visible()


def test_a_report_is_written_signed_off_published_and_read(own_site, sign_in, sound):
    people = own_site.people()
    writer = sign_in(own_site, people["sqa"])
    compiled(writer)
    sound(writer)
    report = writer.url
    sections = writer.get_by_role("region", name="Write in it")
    sections.get_by_role("link").first.click()
    sound(writer)
    writer.locator("form textarea").first.fill(WORDS)
    press(writer, "Save")
    expect(writer.get_by_role("main")).to_contain_text(WORDS)
    writer.get_by_role("link", name="Check and send for sign-off").click()
    sound(writer)
    press(writer, "Send for sign-off")

    director = sign_in(own_site, people["director"])
    director.goto(report)
    director.get_by_role("link", name="Check and sign off").click()
    sound(director)
    expect(director.get_by_role("main")).to_contain_text(WORDS)
    press(director, "Sign off")
    expect(director.get_by_role("alert")).to_contain_text("confirm that it names no child")
    director.get_by_role("checkbox").check()
    press(director, "Sign off")
    director.get_by_role("link", name="Check and publish").click()
    press(director, "Publish")
    expect(director.get_by_text("It does not change any more.")).to_be_visible()

    member = sign_in(own_site, people["lead-member"])
    member.goto(report)
    sound(member)
    expect(member.get_by_role("main")).to_contain_text(WORDS)
    expect(member.locator("a[href*='/children/']")).to_have_count(0)
    assert member.goto("/performance/measures/ASM03/children/").status in (403, 404)
    four_formats(member, report)


def four_formats(page, report: str) -> None:
    page.goto(report)
    heading(page, re.compile(r"\S"))
    links = page.get_by_role("region", name="Take it with you").get_by_role("link")
    taken = {}
    for n in range(links.count()):
        with page.expect_download() as download:
            links.nth(n).click()
        path = Path(download.value.path())
        taken[Path(download.value.suggested_filename).suffix] = path
    assert taken.keys() == BEGINS.keys()
    for ending, path in taken.items():
        assert path.read_bytes().lstrip().startswith(BEGINS[ending]), ending
    assert zipfile.ZipFile(taken[".docx"]).testzip() is None
