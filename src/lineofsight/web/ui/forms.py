"""Forms in the look of the product: plain messages, dates in three boxes, a list of errors.

Derive from `Form` or `ModelForm`; show fields with the components (`<c-text :field="form.name" />`)
and errors with `<c-error-summary :form="form" />`.
"""

import datetime
import re
from typing import Any

from django import forms

_PASTED = re.compile(r"^\s*(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})\s*$")


class _Plain:
    """What all our forms share: labels as they are written, messages that say what to do."""

    def __init__(self, *args: Any, **kwargs: Any):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        for field in self.fields.values():
            if field.label:
                _name_in_messages(field)
            if field.required and field.label:
                field.error_messages["required"] = _missing(field)

    @property
    def error_list(self) -> list[dict[str, str]]:
        return error_list(self)


def error_list(form: forms.BaseForm) -> list[dict[str, str]]:
    """Every error with the id of the input it is about, in the order of the form."""
    about_all = [{"field_id": "", "message": each} for each in form.non_field_errors()]
    about_one = [
        {"field_id": _first_input(form[name]), "message": message}
        for name in form.fields
        for message in form.errors.get(name, [])
    ]
    return about_all + about_one


class Form(_Plain, forms.Form):
    pass


class ModelForm(_Plain, forms.ModelForm):
    pass


class DateInput(forms.MultiWidget):
    """Day, month and year; a whole date pasted into the first box is understood."""

    template_name = "ui/date_input.html"

    def __init__(self, attrs: dict | None = None):
        boxes = {
            part: forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": css})
            for part, css in (("day", "w2"), ("month", "w2"), ("year", "w4"))
        }
        super().__init__(boxes, attrs)

    def decompress(self, value: Any) -> list:
        if isinstance(value, datetime.date):
            return [value.day, value.month, value.year]
        return [None, None, None]

    def value_from_datadict(self, data, files, name) -> list:
        day, month, year = super().value_from_datadict(data, files, name)
        pasted = _PASTED.match(day or "")
        if pasted and not month and not year:
            return list(pasted.groups())
        return [day, month, year]


class DateField(forms.MultiValueField):
    """A day, typed in three boxes. Each way to get it wrong has its own message."""

    widget = DateInput

    def __init__(self, **kwargs: Any):
        parts = [forms.CharField(required=False) for _ in range(3)]
        super().__init__(parts, require_all_fields=False, **kwargs)

    def clean(self, value: list | None) -> datetime.date | None:
        texts = [(text or "").strip() for text in value or ["", "", ""]]
        if not any(texts):
            if self.required:
                raise forms.ValidationError(self.error_messages["required"], code="required")
            return None
        missing = [
            name for name, text in zip(("day", "month", "year"), texts, strict=True) if not text
        ]
        if missing:
            raise forms.ValidationError(f"{self.label} must include a {' and a '.join(missing)}")
        try:
            day, month, year = (int(text) for text in texts)
            if year < 1900:
                raise ValueError(year)
            return datetime.date(year, month, day)
        except ValueError:
            raise forms.ValidationError(f"{self.label} must be a real date") from None

    def compress(self, data_list: list) -> None:
        """Never asked: `clean` does it all."""


def _name_in_messages(field: forms.Field) -> None:
    """What is too long, too small or too large is called by its label, not “this value”."""
    at_most, at_least = f"{field.label} must be at most", f"{field.label} must be at least"
    for code, message in (
        ("max_length", f"{at_most} %(limit_value)d characters. It has %(show_value)d"),
        ("max_value", f"{at_most} %(limit_value)s"),
        ("min_value", f"{at_least} %(limit_value)s"),
    ):
        field.error_messages.setdefault(code, message)


def _missing(field: forms.Field) -> str:
    what = field.label[0].lower() + field.label[1:]
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        return f"Select {what}"
    return f"Enter {what}"


def _first_input(bound: forms.BoundField) -> str:
    """The id of the input the summary's link leads to."""
    widget = bound.field.widget
    if isinstance(widget, DateInput):
        return f"{bound.auto_id}_day"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return f"{bound.auto_id}_0"
    return bound.id_for_label or bound.auto_id
