"""What is written here."""

from django import forms

from lineofsight.web.improvement.forms import PlanFields
from lineofsight.web.people.models import OrgUnit
from lineofsight.web.ui.forms import DateField, Form

TEXT = forms.Textarea(attrs={"rows": 3})


class MeetingForm(Form):
    board = forms.ChoiceField(label="Board")
    held_on = DateField(label="When")
    about = forms.CharField(
        label="About",
        max_length=200,
        required=False,
        help_text="The service area or issue, where the meeting is about one.",
    )
    is_public = forms.ChoiceField(
        label="Is it public?",
        choices=[
            ("rule", "As the framework says; where it says nothing, no"),
            ("yes", "Yes"),
            ("no", "No"),
        ],
        initial="rule",
        required=False,
        widget=forms.RadioSelect,
    )
    follow = forms.ChoiceField(
        label="Which meetings are added?",
        choices=[
            ("this", "This one"),
            ("year", "This one and those that follow in the year, every so many weeks or in "
                     "the board’s week of the cycle, as the framework says"),
        ],
        initial="this",
        required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip

    def __init__(self, *args, boards, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["board"].choices = [(each.key, each.title) for each in boards]

    @property
    def says_public(self) -> bool | None:
        """None: it is left to the framework."""
        return {"yes": True, "no": False}.get(self.cleaned_data["is_public"])


class AgendaForm(Form):
    sent_on = DateField(label="The agenda went out on")


class ContributionForm(Form):
    """What was said to one item; for an item that each agency speaks to, by which."""

    place = forms.ChoiceField(label="To which item")
    text = forms.CharField(
        label="What was contributed", widget=TEXT, help_text="No names of children."
    )

    def __init__(self, *args, agenda, agencies, **kwargs):
        super().__init__(*args, **kwargs)
        choices = []
        for item in agenda:
            if item.said_by == "agencies":
                choices += [(f"{item.key}/{e.key}", f"{item.title}: {e.title}") for e in agencies]
            else:
                choices.append((f"{item.key}/", item.title))
        self.fields["place"].choices = choices


class RecommendForm(PlanFields):
    field_order = ("text", "service", "supported_by", "plan", "owner", "due_on")
    text = forms.CharField(label="What the board recommends", widget=TEXT)
    service = forms.ModelChoiceField(
        label="For which service", queryset=OrgUnit.objects.none(), required=False
    )
    supported_by = forms.ModelChoiceField(
        label="Supported by which service",
        queryset=OrgUnit.objects.none(),
        required=False,
        help_text="Where the board asks one service to help another.",
    )

    def __init__(self, *args, board, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = OrgUnit.objects.services()
        self.fields["supported_by"].queryset = OrgUnit.objects.services()
        self.must_name_support = board.supports and not board.recommends
        if not board.supports:
            del self.fields["supported_by"]

    def clean(self):
        data = super().clean()
        helps, helped = data.get("supported_by"), data.get("service")
        if self.must_name_support and not helps:
            self.add_error("supported_by", "Say which service helps")
        if helps and (helped is None or helped == helps):
            self.add_error("service", "Say which other service it helps")
        return data


class AnswerForm(Form):
    text = forms.CharField(label="What came of it", widget=TEXT, help_text="The board reads it.")
