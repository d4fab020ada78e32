"""The audit form without JavaScript and without a mouse; the scorecard in forced colours."""

from playwright.sync_api import expect
from tests.browser.steps import heading, press, tab_to

WHO = """
from lineofsight.web.practice.models import AuditPart, Audit
part = (AuditPart.objects.filter(state="not_started", audit__state__in=Audit.WITH_AUDITORS,
                                 audit__activity_key="main-audit",
                                 auditor__isnull=False).order_by("pk")[{n}])
print(json.dumps({{"email": part.auditor.email, "audit": part.audit_id}}))
"""


def test_a_standard_is_graded_without_javascript(own_site, sign_in):
    who = own_site.ask(WHO.format(n=0))
    page = sign_in(own_site, who["email"], java_script_enabled=False)
    page.goto(f"/practice/audits/{who['audit']}/standards/plans/")
    page.get_by_role("radio", name="Good", exact=True).check()
    page.get_by_label("What is strong, and how do you know?").fill("Written with the family.")
    press(page, "Save and continue")
    heading(page, "Management Oversight")

    page.goto(f"/practice/audits/{who['audit']}/standards/plans/")
    expect(page.get_by_role("radio", name="Good", exact=True)).to_be_checked()
    expect(page.get_by_label("What is strong")).to_have_value("Written with the family.")


def test_a_standard_is_graded_with_the_keyboard_alone(own_site, sign_in):
    who = own_site.ask(WHO.format(n=1))
    page = sign_in(own_site, who["email"])
    page.goto(f"/practice/audits/{who['audit']}/")
    tab_to(page, "a[href$='/standards/assessments/']")
    page.keyboard.press("Enter")
    heading(page, "Assessments")
    tab_to(page, "input[name=grade]")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Good", exact=True)).to_be_checked()
    tab_to(page, "textarea[name=strong]")
    page.keyboard.type("It was done in time and she was asked.")
    tab_to(page, "button[data-saves]")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    shadow = page.evaluate("getComputedStyle(document.activeElement).boxShadow")
    assert outline != "none" or shadow != "none", "the focus cannot be seen"
    page.keyboard.press("Enter")
    heading(page, "Plans")

    page.goto(f"/practice/audits/{who['audit']}/standards/assessments/")
    expect(page.get_by_label("What is strong")).to_have_value(
        "It was done in time and she was asked."
    )


def test_the_scorecard_stands_in_forced_colours_and_reduced_motion(page_as, accessible, reflows):
    """The colours are then the reader's own; axe reads those of the style sheet."""
    page = page_as("group-manager", forced_colors="active", reduced_motion="reduce")
    page.goto("/performance/")
    accessible(page, but=("color-contrast",))
    reflows(page)
    marks = page.locator("table.card-t .rag")
    assert all(text.strip() for text in marks.all_inner_texts()), "a mark says nothing in words"
    page.locator("table.card-t th a").first.click()
    accessible(page, but=("color-contrast",))
