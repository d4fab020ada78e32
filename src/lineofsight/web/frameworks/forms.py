"""What is filled in to choose for oneself, and to adopt another pack."""

import typing
from enum import StrEnum

from django import forms

from lineofsight.packs import Pack, phrases, shipped_packs
from lineofsight.packs.choices import Choice
from lineofsight.packs.values import Key, Number, Source, Whole, YesNo
from lineofsight.packs.yaml_text import LARGEST_BYTES
from lineofsight.web.ui.forms import DateField, Form

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August",
          "September", "October", "November", "December")  # fmt: skip
TAKE_BACK = ("pack", "No longer: let it be as the framework’s pack says")


class ChoiceForm(Form):
    """One choice of the framework, in the kind of field that its value asks for."""

    is_set = forms.ChoiceField(
        label="Does your authority decide this?",
        choices=[("yes", "Yes, it is set"), ("no", "No: not set, nothing follows from it")],
        widget=forms.RadioSelect,
        initial="yes",
    )
    reason = forms.CharField(
        label="Why, and who decided it",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Everybody who meets this choice reads it. Never a child’s name.",
    )
    from_on = DateField(label="Holds from")

    def __init__(self, *args, choice: Choice, pack: Pack, **kwargs):
        super().__init__(*args, **kwargs)
        if choice.setting.source == Source.SET:
            self.fields["is_set"].choices += [TAKE_BACK]
        field = _field(choice, pack)
        field.required = False
        field.initial = _initial(choice)
        self.fields["value"] = field
        self.order_fields(["is_set", "value", "reason", "from_on"])

    def clean(self):
        cleaned = super().clean()
        value = cleaned.get("value")
        if cleaned.get("is_set") in ("no", TAKE_BACK[0]):
            cleaned["value"] = None
        elif value in (None, "") and "value" not in self.errors:
            self.add_error("value", "Say what is chosen, or that it is not set")
        elif isinstance(value, list):
            cleaned["value"] = [int(each) for each in value]
        elif value in ("yes", "no") and self.fields["value"].choices == YES_NO:
            cleaned["value"] = value == "yes"
        return cleaned


YES_NO = [("yes", "Yes"), ("no", "No")]


def _field(choice: Choice, pack: Pack) -> forms.Field:
    label = phrases.field(choice.path[-1])
    kind, label = choice.kind, label[:1].upper() + label[1:]
    if kind == YesNo:
        return forms.ChoiceField(label=label, choices=YES_NO, widget=forms.RadioSelect)
    if kind == Whole:
        return forms.IntegerField(label=label, min_value=0)
    if kind == Number:
        return forms.FloatField(label=label)
    if typing.get_origin(kind) is tuple:
        months = [(str(n), month) for n, month in enumerate(MONTHS, 1)]
        return forms.MultipleChoiceField(
            label=label, choices=months, widget=forms.CheckboxSelectMultiple
        )
    options = _options(kind, pack)
    if options:
        return forms.ChoiceField(label=label, choices=[("", "Choose"), *options])
    return forms.CharField(label=label, max_length=300)


def _options(kind, pack: Pack) -> list[tuple[str, str]]:
    if kind == Key:
        return [(role.key, role.title) for role in pack.roles]
    if typing.get_origin(kind) is typing.Literal:
        return [(each, phrases.value(each).capitalize()) for each in typing.get_args(kind)]
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return [(each.value, phrases.value(each).capitalize()) for each in kind]
    return []


def _initial(choice: Choice):
    value = choice.setting.value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return [str(each) for each in value]
    return value


class PackForm(Form):
    """A pack that we ship, or a file of one's own."""

    shipped = forms.ChoiceField(label="A pack that comes with the product", required=False)
    file = forms.FileField(label="Or a file of your own", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["shipped"].choices = [
            ("", "None: I give a file"), *((name, name.replace("-", " ").title())
                                           for name in shipped_packs()),
        ]  # fmt: skip

    def clean(self):
        cleaned = super().clean()
        if bool(cleaned.get("shipped")) == bool(cleaned.get("file")) and not self.errors:
            self.add_error("file", "Choose a pack that comes with the product, or a file")
        file = cleaned.get("file")
        if file and file.size > LARGEST_BYTES:
            self.add_error("file", f"The file is larger than {LARGEST_BYTES // 1000} kB")
        return cleaned


class AdoptForm(Form):
    """The pack that was read and compared, and the day from which it is to hold."""

    text = forms.CharField(max_length=LARGEST_BYTES, widget=forms.HiddenInput, strip=False)
    name = forms.CharField(max_length=200, widget=forms.HiddenInput)
    from_on = DateField(label="In force from")
    keep_own_choices = forms.BooleanField(
        label="Keep our own choices where this pack still leaves them open", required=False,
        initial=True,
    )  # fmt: skip
    consulted = forms.CharField(
        label="Who was consulted, and how", max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Workers, managers, children and families, partners. It is kept with the "
        "version.",
    )  # fmt: skip


class ReviewForm(Form):
    outcome = forms.CharField(
        label="What came of the review", max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It is recorded as of today. Never a child’s name.",
    )  # fmt: skip


class DocumentReviewForm(ReviewForm):
    next_due_on = DateField(
        label="When it is to be looked at again", required=False,
        help_text="Leave it empty to let the usual time pass.",
    )  # fmt: skip


class OwnCheckForm(Form):
    """`grades`: those that the standard describes; without any there is nothing to choose."""

    grade = forms.ChoiceField(
        label="Which description is nearest to your own work?", widget=forms.RadioSelect
    )
    seen = forms.CharField(
        label="What in your work shows it", max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}), help_text="No child’s or family’s name.",
    )  # fmt: skip
    next_step = forms.CharField(
        label="What you will do next", max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}), help_text="No child’s or family’s name.",
    )  # fmt: skip

    def __init__(self, *args, grades: list[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        if grades:
            self.fields["grade"].choices = grades
        else:
            del self.fields["grade"]
