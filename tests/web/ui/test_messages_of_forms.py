"""What is too long or too small is called by its name."""

from django import forms

from lineofsight.web.ui.forms import Form


class Asked(Form):
    reason = forms.CharField(label="Why this target", max_length=20)
    tolerance = forms.IntegerField(label="Tolerance", min_value=0, max_value=10, required=False)


def errors(**data):
    return [each["message"] for each in Asked({"reason": "because", **data}).error_list]


def test_what_is_too_long_is_named_with_how_long_it_may_be():
    assert errors(reason="x" * 50_000) == [
        "Why this target must be at most 20 characters. It has 50000"
    ]


def test_what_is_too_small_or_too_large_is_named_with_its_end():
    assert errors(tolerance="-3") == ["Tolerance must be at least 0"]
    assert errors(tolerance="11") == ["Tolerance must be at most 10"]
    assert errors(tolerance="10") == []
