"""What people write in practice. The choices come from the pack."""

from django import forms

from lineofsight.web.people.models import User
from lineofsight.web.ui.forms import DateField, Form

LONG = forms.Textarea(attrs={"rows": 4})
SHORT = forms.Textarea(attrs={"rows": 3})


class JudgementForm(Form):
    """Anything may be missing while it is being written; sending asks for the rest."""

    grade = forms.CharField(required=False)
    why_not_applicable = forms.CharField(
        label="Why it is not applicable", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    strong = forms.CharField(required=False, widget=LONG)
    better = forms.CharField(required=False, widget=SHORT)
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)


class EvidenceForm(Form):
    dated_on = DateField(label="Date", required=False)
    where = forms.CharField(label="Where in the record", max_length=200)
    shows = forms.CharField(label="What it shows", max_length=300)


class ConversationForm(Form):
    """One for each person to be heard; `prefix` is whom."""

    held_on = DateField(label="When", required=False)
    said = forms.CharField(required=False, widget=LONG)
    why_not_possible = forms.CharField(
        label="If you could not, why not", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class ActionForm(Form):
    text = forms.CharField(
        label="What is to be done", widget=SHORT, help_text="One action, so that it can be checked."
    )
    difference = forms.CharField(
        label="What will be different for the child", required=False, widget=SHORT
    )
    owner = forms.ModelChoiceField(label="Who does it", queryset=User.objects.none())
    due_on = DateField(label="By when")

    def __init__(self, *args, owners, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = owners


class QuestionForm(Form):
    question = forms.CharField(label="Your question", widget=SHORT)


class AnswerForm(Form):
    answer = forms.CharField(label="Your answer", required=False, widget=SHORT)


class ShareForm(Form):
    note = forms.CharField(
        label="What you shared, with whom, and what they made of it",
        widget=LONG,
        help_text="This is the case note of the review. The worker can read the audit from now on.",
    )


class RecheckForm(Form):
    found = forms.CharField(widget=LONG)
    again_on = DateField(label="If something is left: when you will look again", required=False)


class HandOverForm(Form):
    to = forms.ModelChoiceField(label="To whom", queryset=User.objects.none())
    reason = forms.CharField(label="Why", widget=SHORT)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people


class ReasonForm(Form):
    reason = forms.CharField(label="Why", widget=SHORT)


class SwapForm(ReasonForm):
    """`into`: which record comes in, where the framework lets somebody choose it."""

    into = forms.CharField(
        label="Which record comes in", required=False, max_length=100,
        help_text="Leave empty for the next of the reserve.",
    )  # fmt: skip

    def __init__(self, *args, is_editable: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_editable:
            del self.fields["into"]


class WhatForm(Form):
    """One piece of writing; the page says about what."""

    what = forms.CharField(widget=LONG)

    def __init__(self, *args, label, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["what"].label = label
        self.fields["what"].error_messages["required"] = f"{label}: write it down"


class ConcernForm(Form):
    """The questions of the pack's escalation."""

    def __init__(self, *args, asks, may_name_child=False, **kwargs):
        super().__init__(*args, **kwargs)
        if may_name_child:
            self.fields["about_child"] = forms.CharField(
                label="The child, if it is about one",
                help_text="The record number. Leave it empty if you do not have it.",
                required=False, max_length=100,
            )  # fmt: skip
        for question in asks:
            needed = question.need == "required"
            self.fields[question.key] = forms.CharField(
                label=question.text, help_text=question.hint, required=needed, widget=LONG,
                error_messages={"required": f"Answer this: {question.text}"},
            )  # fmt: skip


class PlanForm(Form):
    day = DateField(label="A day in the months to plan")
    size = forms.IntegerField(label="How many records", min_value=1, max_value=2000)


class DrawForm(Form):
    seed = forms.IntegerField(
        label="Seed",
        required=False,
        min_value=0,
        help_text="Leave empty for today’s date. Whoever has the seed can draw the same children.",
    )


class TestForm(Form):
    activity_key = forms.ChoiceField(label="How the practice is looked at")
    question = forms.CharField(label="What is to be found out", widget=SHORT, required=False)
    size = forms.IntegerField(label="How many records to look at", min_value=1, max_value=200)
    due_on = DateField(label="Due")

    def __init__(self, *args, kinds, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["activity_key"].choices = [(each.key, each.title) for each in kinds]
