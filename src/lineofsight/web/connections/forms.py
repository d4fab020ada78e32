"""The forms for keys."""

from django import forms

from lineofsight.web.people.models import User
from lineofsight.web.ui.forms import DateField, Form


class NewKey(Form):
    name = forms.CharField(
        label="What the key is for", max_length=100, help_text="Such as: Power BI of the council"
    )
    expires_on = DateField(label="Last day it works", help_text="A year from today at most.")


class NewKeyFor(NewKey):
    person = forms.ModelChoiceField(
        User.objects.filter(is_active=True),
        label="Whose key",
        help_text="A program with this key reads what this person may see, as numbers only.",
    )
    field_order = ("person", "name", "expires_on")
