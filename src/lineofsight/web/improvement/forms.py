"""What is written here."""

from django import forms

from lineofsight.web.actions.models import Action
from lineofsight.web.people.models import OrgUnit, User
from lineofsight.web.practice.models import Theme
from lineofsight.web.ui.forms import DateField, Form

TEXT = forms.Textarea(attrs={"rows": 3})
NO_NAMES = "No names of children or families: “a child”, “the mother”."
NOBODY = User.objects.none()


def shown_fields(form) -> list[dict]:
    """Each field with the component that shows it."""
    shown = {
        "Textarea": "textarea",
        "Select": "select",
        "DateInput": "date",
        "RadioSelect": "radios",
        "CheckboxSelectMultiple": "checkboxes",
    }
    return [
        {"field": form[name], "as": shown.get(type(field.widget).__name__, "text")}
        for name, field in form.fields.items()
    ]


class PlanFields(Form):
    """The action that something asks for."""

    plan = forms.CharField(label="What is to be done", widget=TEXT)
    owner = forms.ModelChoiceField(label="Who does it", queryset=NOBODY)
    due_on = DateField(label="By when")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = User.objects.filter(is_active=True)

    @property
    def action_plan(self) -> dict | None:
        data = self.cleaned_data
        if not data.get("plan"):
            return None
        return {"text": data["plan"], "owner": data["owner"], "due_on": data["due_on"]}


class ChallengeForm(PlanFields):
    field_order = ("unit", "issue", "support", "plan", "owner", "due_on")
    unit = forms.ModelChoiceField(
        label="Which service or team", queryset=OrgUnit.objects.none()
    )  # fmt: skip
    issue = forms.CharField(
        label="What falls short, and how you know", widget=TEXT, help_text=NO_NAMES
    )
    support = forms.CharField(label="What support is given", widget=TEXT)

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units


class PersonForm(Form):
    person = forms.ModelChoiceField(label="Who", queryset=NOBODY)
    issue = forms.CharField(
        label="What falls short, and how you know", widget=TEXT, help_text=NO_NAMES
    )
    support = forms.CharField(label="What support is given", widget=TEXT)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people


class ReviewForm(Form):
    kind_key = forms.ChoiceField(label="Kind of review")
    title = forms.CharField(label="Title", max_length=200)
    done_by = forms.CharField(label="By whom", max_length=200, required=False)
    from_on = DateField(label="From")
    to_on = DateField(label="To")
    summary = forms.CharField(label="In short", widget=TEXT, required=False, help_text=NO_NAMES)

    def __init__(self, *args, kinds, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind_key"].choices = [(each.key, each.title) for each in kinds]


class FindingForm(PlanFields):
    field_order = ("text", "kind", "service", "theme", "plan", "owner", "due_on")
    text = forms.CharField(label="Finding", widget=TEXT, help_text=NO_NAMES)
    kind = forms.ChoiceField(label="It is", choices=Action.Kind.choices, widget=forms.RadioSelect)
    service = forms.ModelChoiceField(
        label="Service", queryset=OrgUnit.objects.none(), required=False
    )
    theme = forms.ModelChoiceField(label="Theme", queryset=Theme.objects.none(), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = OrgUnit.objects.services()
        self.fields["theme"].queryset = Theme.objects.filter(is_closed=False)
        for name in ("plan", "owner", "due_on"):
            self.fields[name].required = False

    def clean(self):
        data = super().clean()
        whole = [bool(data.get(name)) for name in ("plan", "owner", "due_on")]
        if any(whole) and not all(whole):
            self.add_error("plan", "An action needs what is to be done, by whom and by when")
        return data


class LearningForm(Form):
    title = forms.CharField(label="Title", max_length=200)
    what = forms.CharField(label="What was learned", widget=TEXT, help_text=NO_NAMES)
    theme = forms.ModelChoiceField(label="Theme", queryset=Theme.objects.none(), required=False)
    service = forms.ModelChoiceField(
        label="Service", queryset=OrgUnit.objects.none(), required=False
    )
    undertaken_on = DateField(label="When the activity took place")
    evidence = forms.CharField(label="Which activity it came from", widget=TEXT)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["theme"].queryset = Theme.objects.filter(is_closed=False)
        self.fields["service"].queryset = OrgUnit.objects.services()


class StageForm(Form):
    done_on = DateField(label="When")
    evidence = forms.CharField(label="What shows it", widget=TEXT, help_text=NO_NAMES)
    retest_on = DateField(label="When it is to be tested again", required=False)


class AcknowledgeForm(Form):
    text = forms.CharField(
        label="What was good, and what it meant for the child",
        widget=TEXT,
        help_text="The worker and the worker’s manager read it.",
    )


class FeedbackForm(Form):
    """What somebody sees of a team's practice, outside of any audit."""

    source = forms.ChoiceField(label="Who tells", widget=forms.RadioSelect)
    unit = forms.ModelChoiceField(label="Which service or team", queryset=OrgUnit.objects.none())
    theme = forms.ModelChoiceField(label="Theme", queryset=Theme.objects.none())
    kind = forms.ChoiceField(label="It is", choices=Action.Kind.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label="What you see", widget=TEXT, help_text="No names of children, families or workers."
    )

    def __init__(self, *args, sources, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [(each.key, each.title) for each in sources]
        if len(sources) == 1:
            self.initial.setdefault("source", sources[0].key)
        self.fields["unit"].queryset = units
        self.fields["theme"].queryset = Theme.objects.filter(is_closed=False)
