"""A form field for one or more files."""

from django import forms

LARGEST = 400 * 1024 * 1024


class SeveralFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class SeveralFiles(forms.FileField):
    """One or more files; each must hold something and none be larger than can be read.
    Cleaned it is a list, empty where none is required."""

    widget = SeveralFilesInput

    def clean(self, data, initial=None) -> list:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if not files and not self.required:
            return []
        if not files:
            raise forms.ValidationError(self.error_messages["required"])
        cleaned = [super(SeveralFiles, self).clean(file, initial) for file in files]
        for file in cleaned:
            if file.size > LARGEST:
                raise forms.ValidationError(
                    f"{file.name} is larger than 400 MB. Load it with the command line instead"
                )
        return cleaned
