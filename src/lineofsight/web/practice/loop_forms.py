"""What somebody writes when they do a step of a loop. The questions come from the pack."""

from django import forms

from lineofsight.packs.activities import LoopStep
from lineofsight.packs.forms import Need, Question, QuestionKind
from lineofsight.web.people.models import User
from lineofsight.web.practice.forms import LONG, SHORT
from lineofsight.web.practice.services.looping import Direction
from lineofsight.web.ui.forms import DateField, Form

YES_NO_PARTLY = [("yes", "Yes"), ("partly", "Partly"), ("no", "No")]
DIRECTIONS = 4
"""How many directions the page has room for; more are added by saving actions afterwards."""
FOUND = {
    "share": "What you shared, with whom, and what they made of it",
    "acknowledge": "Anything to add",
    "oversight": "Your oversight: what you make of the findings",
    "assurance": "What you looked at, and how it is better",
    "re-check": "What you found, and what is different for the child",
    "impact": "What has changed for the child, and how you know",
    "retest": "What is better than before, and what is not",
}


class StepForm(Form):
    """One form for every kind of step; a kind shows the fields that belong to it."""

    found = forms.CharField(widget=LONG)
    is_seen = forms.ChoiceField(
        label="Can you see an effect on the child?",
        choices=[("yes", "Yes, the loop is closed with this"), ("no", "Not yet")],
        widget=forms.RadioSelect,
    )
    tested_with = forms.ModelChoiceField(
        label="The later audit that tested the same again", queryset=User.objects.none(),
        required=False,
    )  # fmt: skip
    again_on = DateField(label="If something is left: when you will look again", required=False)

    def __init__(self, *args, step: LoopStep, retests=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.step = step
        kind = step.kind.value
        self.fields["found"].label = step.question or FOUND[kind]
        self.fields["found"].required = kind != "acknowledge"
        self.fields["found"].error_messages["required"] = f"Answer this: {self['found'].label}"
        for name, kinds in (
            ("is_seen", ("impact",)),
            ("tested_with", ("retest",)),
            ("again_on", ("assurance", "re-check", "impact", "retest")),
        ):
            if kind not in kinds:
                del self.fields[name]
        if retests is not None and "tested_with" in self.fields:
            self.fields["tested_with"].queryset = retests
            self.fields["tested_with"].label_from_instance = _later
        for question in step.asks:
            self.fields[question.key] = field_of(question)

    @property
    def asked(self) -> list[dict]:
        """The pack's questions with the component each is shown by."""
        return [
            {"field": self[question.key], "as": SHOWN_AS.get(question.kind, "text")}
            for question in self.step.asks
        ]

    @property
    def answers(self) -> dict[str, str]:
        said = {each.key: self.cleaned_data.get(each.key) for each in self.step.asks}
        return {key: "" if value is None else str(value) for key, value in said.items()}


class DirectionForm(Form):
    """One direction of a manager. An empty one is left out; one without its day is refused."""

    text = forms.CharField(label="Direction", required=False, widget=SHORT)
    owner = forms.ModelChoiceField(
        label="Who does it", queryset=User.objects.none(), required=False
    )
    due_on = DateField(label="By when", required=False)

    def __init__(self, *args, owners, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = owners

    def clean(self):
        data = super().clean()
        if data.get("text"):
            if not data.get("owner"):
                self.add_error("owner", "Say who does this")
            if not data.get("due_on") and "due_on" not in self.errors:
                self.add_error("due_on", "A direction needs its timescale: say by when")
        return data

    @property
    def direction(self) -> Direction | None:
        data = self.cleaned_data
        return Direction(data["text"], data["owner"], data["due_on"]) if data["text"] else None


SHOWN_AS = {
    QuestionKind.TEXT: "textarea",
    QuestionKind.YES_NO_PARTLY: "radios",
    QuestionKind.CHOICE: "radios",
    QuestionKind.DATE: "date",
}


def field_of(question: Question) -> forms.Field:
    """A field for a question of the pack, by its kind."""
    shared = {
        "label": question.text,
        "help_text": question.hint,
        "required": question.need == Need.REQUIRED,
        "error_messages": {"required": f"Answer this: {question.text}"},
    }
    if question.kind == QuestionKind.YES_NO_PARTLY:
        return forms.ChoiceField(choices=YES_NO_PARTLY, widget=forms.RadioSelect, **shared)
    if question.kind == QuestionKind.CHOICE:
        options = [(each.key, each.title) for each in question.options]
        return forms.ChoiceField(choices=options, widget=forms.RadioSelect, **shared)
    if question.kind == QuestionKind.NUMBER:
        return forms.FloatField(**shared)
    if question.kind == QuestionKind.DATE:
        return DateField(**shared)
    return forms.CharField(widget=SHORT, **shared)


def _later(audit) -> str:
    return f"{audit.activity.title}, {audit.released_on:%B %Y}, {audit.service_name}"
