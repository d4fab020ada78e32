"""What people fill in about figures."""

from django import forms

from lineofsight.web.people.models import ReasonedAccess, User
from lineofsight.web.people.permissions import Permission
from lineofsight.web.people.queries import people_who_may
from lineofsight.web.ui.forms import DateField, Form


class TargetForm(Form):
    """At least, at most, or both; neither takes the target away."""

    at_least = forms.FloatField(
        label="At least", required=False, help_text="For measures where more is better"
    )
    at_most = forms.FloatField(
        label="At most", required=False, help_text="For measures where less is better"
    )
    tolerance = forms.FloatField(
        label="Tolerance",
        min_value=0,
        initial=0,
        help_text="Within this of the target, a figure is “just below” or “just above” it",
    )
    from_month = DateField(label="In force from")
    reason = forms.CharField(label="Why this target", max_length=500)

    def clean(self):
        cleaned = super().clean()
        least, most = cleaned.get("at_least"), cleaned.get("at_most")
        if least is not None and most is not None and least > most:
            self.add_error("at_most", "At most must not be below at least")
        return cleaned


class RestartForm(Form):
    on = DateField(label="The day the work changed")
    reason = forms.CharField(
        label="What changed", max_length=120, help_text="A few words; they stand on the chart"
    )


class CommentForm(Form):
    text = forms.CharField(
        label="What lies behind this figure",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Why it is so, what is being done, and what you expect. Never a child’s name.",
    )


class ActionForm(Form):
    text = forms.CharField(
        label="What is to be done", max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    owner = forms.ModelChoiceField(label="who will do it", queryset=User.objects.none())
    due_on = DateField(label="By when")

    def __init__(self, *args, day, **kwargs):
        super().__init__(*args, **kwargs)
        self.day = day
        self.fields["owner"].label = "Who will do it"
        self.fields["owner"].queryset = people_who_may(Permission.ACTION_OWN, day)

    def clean_due_on(self):
        due_on = self.cleaned_data["due_on"]
        if due_on < self.day:
            raise forms.ValidationError("By when must be today or later")
        return due_on


class DownloadForm(Form):
    reason = forms.CharField(
        label="Why you need this list",
        max_length=300,
        help_text="It is kept with your name and the time, and written in the file",
    )


class AskForm(Form):
    """`by_page`: the child is the one of a page that was not found, so no number is asked for."""

    number = forms.CharField(
        label="The child’s whole number", max_length=100, help_text="As your case system has it"
    )
    ground = forms.ChoiceField(
        label="What kind of reason is it?",
        choices=ReasonedAccess.Ground.choices,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Why you need this record",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="In a sentence or two. The child’s team reads it.",
    )

    def __init__(self, *args, by_page: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ground"].error_messages["required"] = "Select what kind of reason it is"
        self.fields["reason"].error_messages["required"] = "Enter why you need this record"
        if by_page:
            del self.fields["number"]
