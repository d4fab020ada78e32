"""Ten children and eight checks, by keyboard alone, as a framework asks within ten minutes.

The demo's framework has no dip sample: it adopts a version with Wirral's in it. What is
counted are keys; how long somebody takes to read a record is theirs.
"""

from playwright.sync_api import expect
from tests.browser.steps import heading, tab_to

CHILDREN, CHECKS = 10, 8
TEN_MINUTES_MS = 10 * 60 * 1000
ADOPT = """
from lineofsight.packs import load_pack
from lineofsight.web import clock
from lineofsight.web.frameworks import services
from lineofsight.web.frameworks.queries import pack_on
from lineofsight.web.people.models import RoleAssignment
from lineofsight.web.practice.models import Audit
ours, wirral = pack_on(clock.today()), load_pack("wirral")
kind = wirral.activity("dip-sample").model_copy(update={"concern": None, "loop": None})
services.adopt(ours.model_copy(update={
    "version": "dip", "activity_types": (*ours.activity_types, kind),
    "standards": (*ours.standards, *wirral.standards)}), by=None, from_on=clock.today())
held = (RoleAssignment.objects.on(clock.today()).filter(role="team-manager", unit__kind="team")
        .select_related("user", "unit"))
sizes = {}
for each in held:
    known = Audit.objects.filter(team_id=each.unit.code).count()
    sizes[known] = {"email": each.user.email, "team": each.unit.pk}
print(json.dumps(sizes[max(sizes)]))
"""
KEPT = """
from lineofsight.web.practice.models import Answer, Plan
plan = Plan.objects.get(activity_key="dip-sample")
checks = [q.key for d in plan.activity.form.domains for q in d.questions if q.kind != "text"]
kept = Answer.objects.filter(part__audit__plan=plan, question_key__in=checks)
said = {}
for each in kept:
    what = "not applicable" if each.is_not_applicable else each.text
    said[what] = said.get(what, 0) + 1
print(json.dumps({"audits": plan.audits.count(), "checks": len(checks), "said": said}))
"""


def test_wir_056_ten_children_and_eight_checks_without_a_mouse(own_site, sign_in, sound):
    who = own_site.ask(ADOPT)
    page = sign_in(own_site, who["email"])
    page.goto("/practice/begin/dip-sample/")
    page.locator('select[name="unit"]').focus()
    page.locator('select[name="unit"]').select_option(str(who["team"]))
    page.locator('input[name="size"]').fill(str(CHILDREN))
    page.locator('input[name="size"]').press("Enter")
    page.wait_for_url("**/dip-samples/**")
    heading(page, f"0 of {CHILDREN * CHECKS} checks answered on {CHILDREN} records")
    sound(page)

    began = page.evaluate("performance.now()")
    page.evaluate("window.keys = 0; addEventListener('keydown', () => window.keys++, true)")
    tab_to(page, "[data-grid] input[type=radio]")
    for check in range(CHILDREN * CHECKS):
        page.keyboard.press("ynpa"[check % 7 % 4])
    expect(page.locator("#progress")).to_have_text(f"{CHILDREN * CHECKS} of {CHILDREN * CHECKS}")
    took, keys = page.evaluate("[performance.now(), window.keys]")
    took -= began
    print(f"{CHILDREN} children, {CHECKS} checks: {keys} keys in {took / 1000:.1f} s")

    assert keys <= CHILDREN * (CHECKS + 3), "more keys than checks, and the way to the grid"
    assert took < TEN_MINUTES_MS
    kept = own_site.ask(KEPT)
    assert (kept["audits"], kept["checks"]) == (CHILDREN, CHECKS)
    assert sum(kept["said"].values()) == CHILDREN * CHECKS, "saved as they were given"
    page.reload()
    heading(
        page, f"{CHILDREN * CHECKS} of {CHILDREN * CHECKS} checks answered on {CHILDREN} records"
    )
    assert page.locator("[data-grid] input:checked").count() == CHILDREN * CHECKS
