"""What is written here."""

from django import forms

from lineofsight.packs import Pack
from lineofsight.packs.partnership import PartnerMeasure
from lineofsight.web.people.models import User
from lineofsight.web.practice.models import Theme
from lineofsight.web.ui.forms import DateField, Form

TEXT = forms.Textarea(attrs={"rows": 3})


class EntryForm(Form):
    """A figure of one's own agency for a period; a share as a part of a whole."""

    period = forms.ChoiceField(label="For which period")
    number = forms.IntegerField(label="Number", min_value=0)
    of = forms.IntegerField(label="Of how many", min_value=0)
    note = forms.CharField(
        label="What lies behind it",
        widget=TEXT,
        required=False,
        help_text="A correction says why. No names.",
    )

    def __init__(self, *args, measure: PartnerMeasure, periods, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["period"].choices = [(each.id, each.label) for each in reversed(periods)]
        if measure.unit == "count":
            del self.fields["of"]
        else:
            self.fields["number"].label = "How many"

    def clean(self):
        data = super().clean()
        number, of = data.get("number"), data.get("of")
        if number is not None and of is not None and number > of:
            self.add_error("number", "The part cannot be more than the whole")
        return data


class AskForm(Form):
    agencies = forms.MultipleChoiceField(
        label="Which agencies", widget=forms.CheckboxSelectMultiple
    )
    due_on = DateField(label="By when")

    def __init__(self, *args, agencies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agencies"].choices = [(each.key, each.title) for each in agencies]


class SeatForm(Form):
    person = forms.ModelChoiceField(label="Who", queryset=User.objects.none())
    agency = forms.ChoiceField(label="Speaks for")

    def __init__(self, *args, pack: Pack, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people
        self.fields["agency"].choices = [(e.key, e.title) for e in pack.partnership.agencies]


class EventForm(Form):
    """An event, with a number of people for each agency of the framework."""

    title = forms.CharField(label="Title", max_length=200)
    held_on = DateField(label="When")
    theme = forms.ModelChoiceField(
        label="Theme from audits", queryset=Theme.objects.none(), required=False
    )
    arose_from = forms.CharField(
        label="Which audits or reviews it answers", widget=TEXT, required=False
    )
    answered = forms.IntegerField(label="How many gave an evaluation", min_value=0, initial=0)
    useful = forms.IntegerField(label="How many of them found it useful", min_value=0, initial=0)
    evaluation = forms.CharField(
        label="What the evaluation says", widget=TEXT, required=False, help_text="No names."
    )

    def __init__(self, *args, pack: Pack, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["theme"].queryset = Theme.objects.filter(is_closed=False)
        for each in pack.partnership.agencies:
            self.fields[f"from-{each.key}"] = forms.IntegerField(
                label=f"How many came from {each.title}", min_value=0, initial=0
            )

    def clean(self):
        data = super().clean()
        if (data.get("useful") or 0) > (data.get("answered") or 0):
            self.add_error("useful", "No more than gave an evaluation")
        return data

    @property
    def facts(self) -> dict:
        return {k: v for k, v in self.cleaned_data.items() if not k.startswith("from-")}

    @property
    def attended(self) -> dict[str, int]:
        found = self.cleaned_data.items()
        return {k.removeprefix("from-"): v for k, v in found if k.startswith("from-")}


class ReferForm(Form):
    why = forms.CharField(
        label="Why the partnership should look at it",
        widget=TEXT,
        help_text="What happened, and what the partnership could learn.",
    )


class DecideForm(Form):
    outcome = forms.ChoiceField(label="What was decided", widget=forms.RadioSelect)
    reason = forms.CharField(label="The partnership’s reason", widget=TEXT)
    decided_on = DateField(label="When")

    def __init__(self, *args, kind, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = [(each.key, each.title) for each in kind.outcomes]
