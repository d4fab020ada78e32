"""A day typed in three boxes: what is understood, and what is said where it is not."""

import datetime

import pytest

from lineofsight.web.ui.forms import DateField, Form


class Due(Form):
    due_on = DateField(label="Due")
    seen_on = DateField(label="Seen", required=False)


def typed(day, month, year, field="due_on"):
    return {f"{field}_day": day, f"{field}_month": month, f"{field}_year": year}


@pytest.mark.parametrize(
    "boxes",
    [("21", "11", "2026"), (" 21", "11 ", "2026"), ("21/11/2026", "", ""), ("21.11.2026", "", "")],
)
def test_a_day_is_understood(boxes):
    form = Due(typed(*boxes))

    assert form.is_valid()
    assert form.cleaned_data == {"due_on": datetime.date(2026, 11, 21), "seen_on": None}


@pytest.mark.parametrize(
    ("boxes", "says"),
    [
        (("", "", ""), "Enter due"),
        (("21", "", "2026"), "Due must include a month"),
        (("21", "", ""), "Due must include a month and a year"),
        (("31", "11", "2026"), "Due must be a real date"),
        (("21", "11", "26"), "Due must be a real date"),
        (("x", "11", "2026"), "Due must be a real date"),
    ],
)
def test_what_is_not_understood_says_why_and_leads_to_the_first_box(boxes, says):
    assert Due(typed(*boxes)).error_list == [{"field_id": "id_due_on_day", "message": says}]


def test_a_day_that_is_known_is_shown_in_the_boxes():
    html = Due(initial={"due_on": datetime.date(2026, 11, 6)})["due_on"].as_widget()

    assert 'value="6"' in html and 'value="11"' in html and 'value="2026"' in html
