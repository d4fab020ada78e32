"""What people write about an action."""

from django import forms

from lineofsight.web.people.models import User
from lineofsight.web.ui.forms import DateField, Form

TEXT = forms.Textarea(attrs={"rows": 3})


class EvidenceForm(Form):
    text = forms.CharField(label="What shows that it is done, or how far it is", widget=TEXT)
    found_in = forms.CharField(
        label="Where it can be found",
        max_length=200,
        required=False,
        help_text="For example: case note of 14 October",
    )


class VerifyForm(Form):
    note = forms.CharField(label="What you looked at", widget=TEXT)


class ReopenForm(Form):
    reason = forms.CharField(label="What is still to be done", widget=TEXT)


class DueForm(Form):
    due_on = DateField(label="New date")
    reason = forms.CharField(label="Why", widget=TEXT)


class ReasonForm(Form):
    reason = forms.CharField(label="Why", widget=TEXT)


class ImpactForm(Form):
    text = forms.CharField(label="What has changed for the child, and how you know", widget=TEXT)
    found_in = forms.CharField(label="Where it can be found", max_length=200, required=False)


class ReplaceForm(Form):
    text = forms.CharField(label="What is to be done instead", widget=TEXT)
    owner = forms.ModelChoiceField(label="Owner", queryset=User.objects.none())
    due_on = DateField(label="By when")
    reason = forms.CharField(label="Why another action takes its place", widget=TEXT)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = User.objects.filter(is_active=True)


class HandOverForm(Form):
    owner = forms.ModelChoiceField(label="New owner", queryset=User.objects.none())
    reason = forms.CharField(label="Why", widget=TEXT)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = User.objects.filter(is_active=True)
