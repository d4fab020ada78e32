"""What the upload page asks for."""

from django import forms

from lineofsight.web.ui.forms import DateField, Form
from lineofsight.web.ui.uploads import SeveralFiles


class UploadForm(Form):
    files = SeveralFiles(
        label="Files of one return",
        error_messages={"empty": "A file is empty. Export it again from your case system"},
    )
    as_at = DateField(label="The day the files speak for", required=False)
    collection_year = forms.TypedChoiceField(
        label="Collection year", required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args, this_year: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["files"].error_messages["required"] = "Choose the files to load"
        years = range(this_year + 1, this_year - 8, -1)
        self.fields["collection_year"].choices = [
            ("", "As the files say"),
            *((year, f"{year - 1}/{year % 100:02d}") for year in years),
        ]


class ChangesForm(Form):
    older = forms.ChoiceField(label="Older data")
    newer = forms.ChoiceField(label="Newer data")

    def __init__(self, *args, snapshots, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [
            (each.id, f"{each.as_at:%-d %B %Y} (load {each.manifest.number})")
            for each in reversed(snapshots)
        ]
        self.fields["older"].choices = choices
        self.fields["newer"].choices = choices
