"""Forms of signing in, of accounts and of roles."""

from allauth.account import forms as account
from django import forms

from lineofsight.web import clock
from lineofsight.web.people import queries, roles
from lineofsight.web.people.models import OrgUnit, User
from lineofsight.web.people.permissions import Permission
from lineofsight.web.ui.forms import DateField, Form


class _Plain:
    """No placeholders: a label says what belongs in a box, and stays when one types."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            field.help_text = ""


class SignInForm(_Plain, account.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].error_messages["required"] = "Enter your e-mail address"
        self.fields["password"].error_messages["required"] = "Enter your password"


class ChangePasswordForm(_Plain, account.ChangePasswordForm):
    pass


class SetPasswordForm(_Plain, account.SetPasswordForm):
    pass


class ConfirmPasswordForm(_Plain, account.ReauthenticateForm):
    pass


def _roles() -> list[tuple[str, str]]:
    return [("", "Choose a role"), *((key, role.title) for key, role in roles.roles().items())]


def _units() -> list[tuple[str, str]]:
    units = OrgUnit.objects.open_on(clock.today()).order_by("kind", "name")
    return [("", "Choose a unit"), *((unit.code, unit.name) for unit in units)]


class FindPeople(Form):
    q = forms.CharField(label="Name, address or worker number", required=False)
    role = forms.ChoiceField(
        label="Role",
        required=False,
        choices=lambda: [("", "Any role"), *_roles()[1:]],
    )
    unit = forms.ChoiceField(
        label="Unit", required=False, choices=lambda: [("", "Anywhere"), *_units()[1:]]
    )
    closed = forms.BooleanField(label="Closed accounts too", required=False)


class NewAccount(Form):
    name = forms.CharField(label="Name", max_length=200)
    email = forms.EmailField(
        label="E-mail address",
        error_messages={"invalid": "Enter an e-mail address, such as name@council.example"},
    )
    staff_id = forms.CharField(
        label="Worker number in the data",
        required=False,
        max_length=100,
        help_text="So that “own work” can be found. Leave it empty for those who hold no cases.",
    )

    def clean_staff_id(self) -> str:
        staff_id = self.cleaned_data["staff_id"].strip()
        if staff_id and queries.by_staff_id(staff_id):
            raise forms.ValidationError("Another account already is this worker")
        return staff_id


class GiveRole(Form):
    role = forms.ChoiceField(label="Role", choices=_roles)
    unit = forms.ChoiceField(label="Where", choices=_units)
    from_on = DateField(label="First day")
    to_on = DateField(label="Last day", required=False)


class EndRole(Form):
    last_on = DateField(label="Last day")


class Delegate(Form):
    to = forms.ModelChoiceField(
        label="Who stands in",
        queryset=User.objects.none(),
        empty_label="Choose a person",
    )
    from_on = DateField(label="First day")
    to_on = DateField(label="Last day")
    reason = forms.CharField(label="Why", max_length=300)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = User.objects.filter(is_active=True)


class NewPassword(Form):
    password = forms.CharField(
        label="New password",
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text="At least 12 characters. Tell it to the person yourself, not by e-mail.",
        strip=False,
    )


class Restrict(Form):
    child_id = forms.CharField(label="The child’s number", max_length=100)
    reason = forms.CharField(
        label="Why",
        max_length=300,
        help_text="You become the first of its readers. Only readers see this reason.",
    )


class NameReader(Form):
    user = forms.ModelChoiceField(
        label="Reader", queryset=User.objects.none(), empty_label="Choose a person"
    )
    reason = forms.CharField(label="Why", max_length=300)
    to_on = DateField(label="Last day", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = queries.people_who_may(Permission.CHILD_READ, clock.today())


class FindActivity(Form):
    who = forms.CharField(label="Who", required=False)
    what = forms.ChoiceField(
        label="What",
        required=False,
        choices=[
            ("", "Everything"),
            ("readings", "Openings of children’s records"),
            ("refused", "What was refused"),
            ("acts", "What was done"),
        ],
    )
