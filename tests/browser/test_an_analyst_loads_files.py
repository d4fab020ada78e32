"""An analyst gives the product a small extract and opens the children behind a figure."""

import csv
from datetime import date

from playwright.sync_api import expect
from tests.browser.steps import fill_date, go_to, heading, press

IN_TIME = (date(2026, 8, 24), date(2026, 10, 9))  # 33 working days, over a bank holiday
LATE = (date(2026, 6, 1), date(2026, 10, 9))


def write(folder, name: str, rows: list[dict]):
    path = folder / f"{name}.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path


def extract(folder):
    """Ten assessments finished in October, seven of them in time; one date cannot be."""
    children = [
        {"pers_person_id": f"C{n}", "pers_forename": f"Child{n}", "pers_surname": "Invented",
         "pers_sex": "F", "pers_dob": "31/02/2015" if n == 4 else f"2015-03-{n + 1:02d}"}
        for n in range(10)
    ]  # fmt: skip
    referrals = [
        {"cine_referral_id": f"R{n}", "cine_person_id": f"C{n}",
         "cine_referral_date": (LATE if n < 3 else IN_TIME)[0], "cine_referral_nfa": "N",
         "cine_referral_team": "T1", "cine_referral_worker_id": "W1"}
        for n in range(10)
    ]  # fmt: skip
    assessments = [
        {"cina_assessment_id": f"A{n}", "cina_person_id": f"C{n}", "cina_referral_id": f"R{n}",
         "cina_assessment_start_date": (LATE if n < 3 else IN_TIME)[0],
         "cina_assessment_auth_date": IN_TIME[1], "cina_assessment_team": "T1",
         "cina_assessment_worker_id": "W1"}
        for n in range(10)
    ]  # fmt: skip
    team = [{"dept_team_id": "T1", "dept_team_name": "Assessment One",
             "dept_team_parent_id": "", "dept_team_parent_name": ""}]  # fmt: skip
    return [
        write(folder, "ssd_person", children),
        write(folder, "ssd_cin_episodes", referrals),
        write(folder, "ssd_cin_assessments", assessments),
        write(folder, "ssd_department", team),
    ]


def give(page, files, *, as_at: date | None = None) -> None:
    page.get_by_label("Files of one return").set_input_files([str(path) for path in files])
    if as_at:
        fill_date(page, "The day the files speak for", as_at)
    press(page, "Load these files")


def test_an_analyst_loads_an_extract_and_opens_the_children_behind_a_figure(
    empty_site, sign_in, sound, tmp_path
):
    page = sign_in(empty_site, empty_site.people()["analyst"])
    go_to(page, "Performance")
    sound(page)  # a product without data says so, and shows no figure
    assert "%" not in page.locator("main").inner_text()

    go_to(page, "Data")
    heading(page, "Nothing has been loaded yet")
    page.get_by_role("link", name="Load files").click()
    sound(page)
    give(page, extract(tmp_path), as_at=date(2026, 10, 31))
    heading(page, "Loaded")
    page.get_by_role("link", name="See what was read").click()
    sound(page)
    heading(page, "to look at, nothing lost")
    expect(page.get_by_role("row", name="pers_dob").first).to_be_visible()

    go_to(page, "Performance")
    sound(page)
    row = page.get_by_role("row").filter(has_text="Assessments completed within 45 working days")
    expect(row.first).to_contain_text("70.0%")
    expect(row.first).to_contain_text("7 of 10")
    page.get_by_role("link", name="Assessments completed within 45 working days").first.click()
    sound(page)
    page.get_by_role("link", name="Children behind this figure (3)").click()
    heading(page, "3 of 10 are not counted")
    sound(page)
    expect(page.get_by_role("link", name="Child1 Invented")).to_be_visible()
    expect(page.get_by_role("link", name="Child7 Invented")).to_have_count(0)


def test_a_file_that_cannot_be_used_is_refused_in_a_sentence(empty_site, sign_in, tmp_path):
    page = sign_in(empty_site, empty_site.people()["analyst"])
    page.goto("/data/upload/")
    wrong = tmp_path / "minutes.csv"
    wrong.write_text("who,said\nnobody,nothing\n")
    give(page, [wrong])

    heading(page, "Nothing was loaded")
    said = page.locator("main .note, main [class*=note]").first.inner_text()
    assert "minutes.csv" in said
    assert "Traceback" not in said
    go_to(page, "Performance")
    assert "%" not in page.locator("main").inner_text()
