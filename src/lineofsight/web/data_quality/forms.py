"""What people write about findings, returns, items and indicators."""

from django import forms

from lineofsight.indicators import CATALOGUE
from lineofsight.quality.model import FIRST_YEAR, LAST_YEAR
from lineofsight.web.data_quality.models import IntegrityAudit, ItemDecision
from lineofsight.web.ui.forms import DateField, Form
from lineofsight.web.ui.uploads import SeveralFiles

TEXT = forms.Textarea(attrs={"rows": 3})
RADIO = forms.RadioSelect


class ReturnForm(Form):
    note = forms.CharField(label="What is still to be done", widget=TEXT, max_length=1000)


class ExemptForm(Form):
    reason = forms.CharField(label="Why it is left as it is", widget=TEXT, max_length=1000)
    until_on = DateField(label="Until")


class SignForm(Form):
    service = forms.ChoiceField(label="Service")
    says = forms.CharField(label="What you looked at", widget=TEXT, max_length=1000)

    def __init__(self, *args, services, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["service"].choices = [(each.code, each.name) for each in services]


class WithdrawForm(Form):
    why = forms.CharField(label="Why it is taken back", widget=TEXT, max_length=1000)


class CheckFilesForm(Form):
    files = SeveralFiles(
        label="Files of one return",
        error_messages={"empty": "A file is empty. Export it again from your case system"},
    )
    return_id = forms.ChoiceField(
        label="Return",
        required=False,
        choices=[
            ("", "As the files show"),
            ("cin", "Census of children in need"),
            ("ssda903", "SSDA903"),
            ("annex_a", "Annex A"),
        ],
    )
    collection_year = forms.TypedChoiceField(label="Collection year", coerce=int)
    previous = SeveralFiles(label="Last year’s files of the same return", required=False)
    providers = SeveralFiles(label="Provider lists", required=False)
    authority = forms.RegexField(
        r"^E\d{8}$",
        label="Code of the authority",
        required=False,
        error_messages={"invalid": "Enter a code such as E10000016"},
    )

    def __init__(self, *args, this_year: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["files"].error_messages["required"] = "Choose the files to check"
        years = range(min(this_year + 1, LAST_YEAR), FIRST_YEAR - 1, -1)
        self.fields["collection_year"].choices = [
            (year, f"{year - 1}/{year % 100:02d}") for year in years
        ]


class ExportForm(Form):
    reason = forms.CharField(
        label="What you need it for", max_length=300, help_text="For example: clinic of 3 December"
    )


class DecisionForm(Form):
    decision = forms.ChoiceField(
        label="Is it still needed?", choices=ItemDecision.Decision.choices, widget=RADIO
    )
    why = forms.CharField(label="Why", widget=TEXT, max_length=1000)


class IntegrityForm(Form):
    indicator_id = forms.ChoiceField(label="Indicator")
    period_id = forms.RegexField(
        r"^\d{4}-(0[1-9]|1[0-2]|Q[1-4])$",
        label="Month or quarter",
        error_messages={"invalid": "Enter a month as 2026-10 or a quarter as 2026-Q3"},
    )
    looked_at = forms.CharField(
        label="What you looked at", widget=TEXT, max_length=2000,
        help_text="How many records, of which teams, against what. No child’s name.",
    )  # fmt: skip
    result = forms.ChoiceField(
        label="What came of it", choices=IntegrityAudit.Result.choices, widget=RADIO
    )
    found = forms.CharField(label="What you found", widget=TEXT, max_length=2000)
    follows = forms.CharField(label="What follows", widget=TEXT, max_length=2000, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        named = sorted((each.title, key) for key, each in CATALOGUE.items())
        self.fields["indicator_id"].choices = [
            ("", "Choose"), *((key, f"{title} ({key})") for title, key in named)
        ]  # fmt: skip
