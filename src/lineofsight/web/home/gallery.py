"""Made-up values for the gallery of components: one of everything, in each of its states."""

import datetime

from django import forms
from django.http import HttpRequest

from lineofsight.web.ui.forms import DateField, Form
from lineofsight.web.ui.paging import page_of


class EveryField(Form):
    title = forms.CharField(label="What is to be done")
    why = forms.CharField(
        label="Why", help_text="Both auditors will read it.", widget=forms.Textarea({"rows": 3})
    )
    team = forms.ChoiceField(label="Team", choices=[("", "Choose"), ("s", "Assessment South")])
    due_on = DateField(label="Due")
    outcome = forms.ChoiceField(
        label="Outcome", choices=[("done", "Done"), ("not", "Not done")], widget=forms.RadioSelect
    )
    themes = forms.MultipleChoiceField(
        label="Themes",
        choices=[("voice", "Voice of the child"), ("plans", "Plans")],
        widget=forms.CheckboxSelectMultiple,
    )
    sure = forms.BooleanField(label="I have spoken with the worker")
    evidence = forms.FileField(label="Evidence", required=False)


def values(request: HttpRequest) -> dict:
    """The gallery's context; its form has every error there is."""
    day = datetime.date(2026, 11, 13)
    wrong = {"due_on_day": "31", "due_on_month": "11", "due_on_year": "2026"}
    children = [
        {
            "name": f"Child {n}",
            "number": 10_000 + n,
            "team": "Assessment South",
            "worker": "Leah Brandt",
            "days": 76 - n,
        }
        for n in range(30)
    ]
    page = page_of(request, children, per_page=5)
    return {
        "crumbs": [{"label": "Home", "url": "/"}, {"label": "Gallery", "url": "/gallery/"}],
        "stops": [
            {"label": "Figure", "lies": "78.0%, October 2026", "url": "#figure"},
            {"label": "Children", "lies": "37 of 168 took longer", "current": True},
            {"label": "Practice", "lies": "6 audits, 4 themes", "url": "#practice"},
            {"label": "Actions", "lies": "4 open, 1 late", "url": "#actions"},
            {"label": "Boards", "lies": "not yet in the product"},
        ],
        "chips": [
            {"label": "All", "count": 9, "url": "?", "current": True},
            {"label": "Visits", "count": 2, "url": "?show=visits"},
        ],
        "counts": [
            {"count": 42, "label": "given out", "url": "?of=all"},
            {"count": 30, "label": "submitted", "url": "?of=submitted"},
            {"count": 7, "label": "late", "url": "?of=late"},
            {"count": 5, "label": "moderated"},
        ],
        "facts": [
            {"label": "Number", "value": "14732"},
            {"label": "Born", "value": "3 June 2017", "private": True},
            {"label": "Worker", "value": "Bethan Cole"},
        ],
        "due": [
            {
                "due_on": day,
                "when": "6 working days late",
                "kind": "Action",
                "is_late": True,
                "title": "One chronology for each of 3 siblings",
                "url": "#due",
                "act": "Update",
                "detail": "Yours. From moderation on 2 October",
            },
            {
                "due_on": day.replace(day=24),
                "when": "Tomorrow",
                "kind": "Visit",
                "private": True,
                "title": "Ivy Marchetti, 2",
                "url": "#due",
                "detail": "Child protection visit",
            },
        ],
        "tasks": [
            {"label": "Voice of the child", "url": "#task", "status": "Complete"},
            {"label": "Plans", "url": "#task", "status": "In progress", "status_kind": "go"},
            {
                "label": "Check answers",
                "hint": "When all are done",
                "status": "Cannot start yet",
                "status_class": "quiet",
            },
        ],
        "history": [
            {"title": "6 November 2026: third review", "detail": "5 days late", "is_late": True},
            {"title": "20 April 2026: moved to his aunt", "detail": "Planned move"},
        ],
        "feed": [
            {
                "says": "3 new referrals",
                "rest": " given to your team",
                "url": "#feed",
                "when": "Today, 8:20am",
            },
        ],
        "exceptions": [
            {
                "says": "Assessments on time: 64%",
                "rest": ", below the expected range",
                "url": "#exceptions",
                "detail": "25 of 39 in October. Service 78%",
            },
            {"says": "Decision in one day: 97%", "shape": "better", "url": "#exceptions"},
        ],
        "children": page.object_list,
        "page": page,
        "rows": [
            {"label": "Programme", "value": "November 2026", "change_url": "#change"},
            {"label": "Seed", "value": "20261101"},
        ],
        "grades": [
            {
                "value": "o",
                "letter": "O",
                "label": "Outstanding",
                "style": "o",
                "descriptor": "The plan has changed things for the child.",
            },
            {
                "value": "g",
                "letter": "G",
                "label": "Good",
                "style": "g",
                "descriptor": "The plan names the need, who does what by when.",
            },
            {"value": "r", "letter": "RI", "label": "Requires improvement", "style": "r"},
            {"value": "i", "letter": "I", "label": "Inadequate", "style": "i"},
        ],
        "views": [
            {
                "who": "Lead, Amara Diallo",
                "letter": "G",
                "word": "Good",
                "style": "g",
                "says": "Four steps with names; two done on time.",
            },
            {
                "who": "Peer, Tom Aldersley",
                "letter": "RI",
                "word": "Requires improvement",
                "style": "r",
                "says": "Carried forward twice and nobody asked why.",
            },
        ],
        "form": EveryField(wrong),
    }
