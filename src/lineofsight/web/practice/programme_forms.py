"""What people write about programmes: commissions, turns, being away, themes."""

from django import forms

from lineofsight.packs.model import Pack
from lineofsight.returns.code_sets import code_set
from lineofsight.sampling import FLAGS, PLANS, Criteria
from lineofsight.web.people.models import OrgUnit, User
from lineofsight.web.practice.models import CandidateTheme, Theme
from lineofsight.web.ui.forms import DateField, Form

SHORT = forms.Textarea(attrs={"rows": 3})
METHODS = [
    ("", "As the framework says"),
    ("random", "At random, from all"),
    ("stratified", "At random, service by service"),
    ("interval", "At even intervals through the list"),
]


class CommissionForm(Form):
    """What is to be looked at, when, and which records: everything about the records may be
    left open, and then leaves nobody out."""

    title = forms.CharField(label="Title", max_length=200)
    question = forms.CharField(
        label="What is to be found out", widget=SHORT, required=False,
        help_text="One question, so that the result can answer it.",
    )  # fmt: skip
    prompted_by = forms.CharField(
        label="What prompted it", max_length=200, required=False,
        help_text="Supervision, a complaint, the dashboard, a meeting.",
    )  # fmt: skip
    theme = forms.ModelChoiceField(
        label="Theme it tests",
        queryset=CandidateTheme.objects.none(),
        required=False,
        empty_label="None",
    )
    starts_on = DateField(label="Goes out")
    due_on = DateField(label="Due")
    size = forms.IntegerField(
        label="How many records", required=False, min_value=1, max_value=500,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    method = forms.ChoiceField(label="How they are drawn", choices=METHODS, required=False)
    services = forms.ModelMultipleChoiceField(
        label="Only from these services", queryset=OrgUnit.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    plans = forms.MultipleChoiceField(
        label="Only children with one of these", choices=list(PLANS.items()), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    flags = forms.MultipleChoiceField(
        label="Only children of whom one of these is true", choices=list(FLAGS.items()),
        required=False, widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    needs = forms.MultipleChoiceField(
        label="Only children with one of these needs", required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    age_from = forms.IntegerField(label="From age", required=False, min_value=0, max_value=25)
    age_to = forms.IntegerField(label="To age", required=False, min_value=0, max_value=25)

    def __init__(self, *args, services, needs: list[str], draws: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["services"].queryset = services
        labels = {code.code: code.label for code in code_set("cin.need").codes}
        self.fields["needs"].choices = [(each, labels.get(each, each)) for each in needs]
        self.fields["theme"].queryset = CandidateTheme.objects.filter(
            state__in=[CandidateTheme.State.AGREED, CandidateTheme.State.RUNNING]
        )
        if not draws:
            for name in ("size", "method", "services", "plans", "flags", "needs", "age_from",
                         "age_to"):  # fmt: skip
                del self.fields[name]
        elif not needs:
            del self.fields["needs"]

    def clean(self):
        said = super().clean()
        low, high = said.get("age_from"), said.get("age_to")
        if low is not None and high is not None and high < low:
            self.add_error("age_to", "The highest age is below the lowest.")
        return said

    @property
    def narrows(self) -> bool:
        """Has anything been said that leaves records out? Then the page shows it open."""
        names = ("services", "plans", "flags", "needs", "age_from", "age_to")
        return any(self[name].value() or self[name].errors for name in names
                   if name in self.fields)  # fmt: skip

    @property
    def criteria(self) -> Criteria:
        said = self.cleaned_data
        return Criteria(
            services=tuple(unit.code for unit in said.get("services") or ()),
            plans=tuple(said.get("plans") or ()),
            needs=tuple(said.get("needs") or ()),
            flags=tuple(said.get("flags") or ()),
            age_from=said.get("age_from"),
            age_to=said.get("age_to"),
        )


class ChosenForm(Form):
    """Records taken by hand: a number and a reason for each."""

    def __init__(self, *args, number: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.number = number
        for n in range(1, number + 1):
            self.fields[f"record_{n}"] = forms.CharField(
                label="Record number", max_length=100, required=False
            )
            self.fields[f"why_{n}"] = forms.CharField(label="Why", max_length=500, required=False)

    @property
    def pairs(self):
        return [(self[f"record_{n}"], self[f"why_{n}"]) for n in range(1, self.number + 1)]

    def clean(self):
        said = super().clean()
        for n in range(1, self.number + 1):
            if said.get(f"record_{n}") and not said.get(f"why_{n}"):
                self.add_error(f"why_{n}", f"Say why record {n} is chosen")
        if not self.errors and not self.chosen:
            self.add_error("record_1", "Give at least one record number")
        return said

    @property
    def chosen(self) -> dict[str, str]:
        said = self.cleaned_data
        return {said[f"record_{n}"].strip(): said[f"why_{n}"]
                for n in range(1, self.number + 1) if said.get(f"record_{n}")}  # fmt: skip


class DaysForm(Form):
    starts_on = DateField(label="Goes out")
    due_on = DateField(label="Due")


class ReallocateForm(Form):
    to = forms.ModelChoiceField(label="To whom", queryset=User.objects.none())
    reason = forms.CharField(label="Why it changes hands", widget=SHORT)
    why_two = forms.CharField(
        label="If they have one this month already: why they are to carry two",
        widget=forms.Textarea(attrs={"rows": 2}), required=False,
    )  # fmt: skip

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people


class AbsenceForm(Form):
    from_on = DateField(label="First day away")
    to_on = DateField(label="Last day away")


class ExemptionForm(Form):
    programme = forms.ChoiceField(label="From which programme")
    exempt_from = DateField(label="From")
    exempt_to = DateField(label="To")
    reason = forms.CharField(label="Why", widget=SHORT)

    def __init__(self, *args, pack: Pack, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["programme"].choices = [
            (each.key, each.title) for each in pack.programmes if each.exempted_by.value
        ]


class CapacityForm(Form):
    person = forms.ModelChoiceField(label="Who", queryset=User.objects.none())
    at_most = forms.IntegerField(
        label="At most so many parts at a time", min_value=0, max_value=50,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    from_on = DateField(label="From")
    why = forms.CharField(label="Why", max_length=300)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people


class ThemeForm(Form):
    title = forms.CharField(label="Theme", max_length=200)
    why = forms.CharField(label="Why it should be looked at", widget=SHORT)
    in_board = forms.ChoiceField(label="Which meeting raised it", required=False)
    how = forms.CharField(
        label="Or where else it came from", max_length=200, required=False,
        help_text="Supervision, a complaint, the quarterly report.",
    )  # fmt: skip
    coded_as = forms.ChoiceField(label="Coded on findings as", required=False)
    raised_on = DateField(label="When")

    def __init__(self, *args, pack: Pack, **kwargs):
        super().__init__(*args, **kwargs)
        boards = sorted(pack.boards, key=lambda board: not board.raises_themes)
        self.fields["in_board"].choices = [
            ("", "None of them"), *((board.key, board.title) for board in boards)
        ]  # fmt: skip
        self.fields["coded_as"].choices = [
            ("", "Not coded"), *Theme.objects.filter(is_closed=False).values_list("key", "title")
        ]  # fmt: skip


class ThemeStepForm(Form):
    """What happens to a theme next; which fields count depends on the step."""

    month = DateField(label="Planned for the month of", required=False)
    note = forms.CharField(label="Note", widget=SHORT, required=False)
