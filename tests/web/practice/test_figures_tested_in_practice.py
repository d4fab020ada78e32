"""A figure tested in practice, and what audits say on the pages of others."""

import datetime

import pytest
from django.urls import reverse

from lineofsight.sampling import Held
from lineofsight.web.practice import opening, panels, raising_rights
from lineofsight.web.practice.models import Audit, Plan
from lineofsight.web.practice.services import drawing, planning, releasing

pytestmark = pytest.mark.django_db
FIGURE = {"indicator": "ASM03", "period": "2026-02", "unit": "team:SOUTH", "show": "not-counted"}


def test_the_children_of_a_figure_are_the_whole_frame_of_its_sample(quarter):
    quarter.the_day("2026-03-03")
    snapshot = quarter.snapshot_of({"SOUTH": 20, "NORTH": 20}, as_at="2026-02-28")
    children = [f"SOUTH-{n:03}" for n in range(1, 8)] + ["GONE-001"]
    plan = planning.plan_test_in_practice(
        FIGURE, child_ids=children, title="Late assessments", release_on=datetime.date(2026, 3, 3),
        due_on=datetime.date(2026, 3, 31), size=5, by=quarter.sqa,
    )  # fmt: skip
    sample = drawing.draw_sample(plan, snapshot, by=quarter.sqa)
    assert sample.frame_size == 7, "a child no longer held is not in the frame"
    assert releasing.run_due(datetime.date(2026, 3, 3), snapshot).audits == 5
    drawn = set(Audit.objects.values_list("child_id", flat=True))
    assert drawn < set(children)
    assert set(Audit.objects.values_list("due_on", flat=True)) == {datetime.date(2026, 3, 31)}


def test_a_figure_without_children_gives_no_sample(quarter):
    with pytest.raises(planning.NotPossible, match="no children behind this figure"):
        planning.plan_test_in_practice(
            FIGURE, child_ids=[], title="Nobody", release_on=datetime.date(2026, 3, 3),
            due_on=datetime.date(2026, 3, 31), size=5, by=quarter.sqa,
        )  # fmt: skip
    assert not Plan.objects.exists()


def test_the_page_asks_for_a_figure_that_exists(client_as, adopted):
    client = client_as("sqa")
    page = reverse("practice:test_figure")
    assert client.get(f"{page}?indicator=NONE&period=2026-02").status_code == 404
    assert client.get(f"{page}?indicator=ASM03&period=nonsense").status_code == 404
    assert client.get(f"{page}?indicator=ASM03&period=2026-02&show=all").status_code == 404
    empty = client.get(f"{page}?indicator=ASM03&period=2026-02&unit=all&show=not-counted")
    assert "nobody to draw" in empty.content.decode()
    asked = f"{page}?indicator=ASM03&period=2026-02"
    assert client_as("team-manager").get(asked).status_code == 403


def test_a_childs_page_shows_the_audits_one_may_see(quarter):
    audit = quarter.moderated()
    note = panels.of_child(quarter.south, audit.child_id)[0]
    assert note.title == "Case file audit"
    assert note.strength == "Good: Voice of the Child and Assessments"
    assert note.learning == "Well seen."
    assert panels.of_child(quarter.east, audit.child_id) == []
    assert panels.of_child(quarter.person("analyst"), audit.child_id) == [], "it would not open"


def test_a_childs_page_offers_nothing_that_would_not_open(quarter):
    audit = quarter.moderated()
    assert raising_rights.acts_of_child(quarter.south, audit.child_id)
    assert raising_rights.acts_of_child(quarter.east, audit.child_id) == []
    assert raising_rights.acts_of_child(quarter.south, "NOBODY-9") == []


def test_an_audit_leads_to_the_childs_page_only_while_it_opens(quarter, monkeypatch):
    audit = quarter.moderated()
    child = audit.child_id
    card = opening.card_of(audit)
    assert opening.identity(audit, quarter.south, card)["journey"]
    gone = Held(child, "EAST", "WEAST", "", is_open=True)
    monkeypatch.setattr("lineofsight.web.warehouse.holders", lambda day: {child: gone})
    assert opening.identity(audit, quarter.south, card)["journey"] == ""


def test_a_measures_page_shows_what_audits_of_its_children_found(quarter):
    audit = quarter.moderated()
    found = panels.of_figure(quarter.south, "ASM03", "2026-02", [audit.child_id])
    assert (found.count, found.grades) == (1, "Final grades: 7 good.")
    assert found.quotes == (("They asked what I want.", "The child"),)
    assert panels.of_figure(quarter.east, "ASM03", "2026-02", [audit.child_id]) is None
