"""A concern seen in an audit reaches the responsible manager at once, with a clock."""

import re

from playwright.sync_api import expect
from tests.browser.steps import heading, press

AN_AUDIT = """
from lineofsight.web.practice.models import Audit
audit = (Audit.objects.filter(activity_key="main-audit", state__in=Audit.WITH_AUDITORS,
                              parts__key="peer")
         .exclude(parts__state="submitted").exclude(parts__auditor=None).order_by("-pk").first())
people = {part.key: part.auditor for part in audit.parts.all()}
print(json.dumps({"audit": audit.pk, "peer": people["peer"].email}))
"""
EMAIL = """
from lineofsight.web.practice.models import Told
told = Told.objects.select_related("person").latest("pk")
print(json.dumps({"email": told.person.email, "name": told.person.name}))
"""


def test_a_concern_reaches_the_responsible_manager_and_is_acknowledged(own_site, sign_in, sound):
    found = own_site.ask(AN_AUDIT)
    auditor = sign_in(own_site, found["peer"])
    auditor.goto(f"/practice/audits/{found['audit']}/")
    auditor.get_by_role("link", name="Raise a safeguarding concern").click()
    sound(auditor)
    press(auditor, "Tell the manager now")
    expect(auditor.get_by_role("alert")).to_contain_text("There is a problem")
    auditor.get_by_label("What makes you think the child is unsafe now?").fill(
        "A note of yesterday says that he is back in the home."
    )
    auditor.get_by_label("What have you done already?").fill("Rang the duty worker.")
    press(auditor, "Tell the manager now")
    told = own_site.ask(EMAIL)
    expect(auditor.get_by_text(f"{told['name']} has been told")).to_be_visible()
    sound(auditor)

    manager = sign_in(own_site, told["email"])
    expect(manager.get_by_role("main")).to_contain_text("Immediate safeguarding concern")
    sound(manager)
    manager.get_by_role("link", name=re.compile("raised")).first.click()
    expect(manager.get_by_role("main")).to_contain_text("he is back in the home")
    expect(manager.get_by_role("main")).to_contain_text("to acknowledge by")
    press(manager, "Acknowledge")
    heading(manager, "acknowledged")
    expect(manager.get_by_label("What has been done to make the child safe")).to_be_visible()
    sound(manager)
