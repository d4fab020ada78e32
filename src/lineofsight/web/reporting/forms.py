"""What people fill in: a month to report, words for a section, a reason, a signature."""

from django import forms

from lineofsight.reports import model
from lineofsight.reports.edited import QUOTE, places
from lineofsight.reports.text import clean
from lineofsight.web.reporting.models import Book, SectionText
from lineofsight.web.ui.forms import Form
from lineofsight.web.ui.words import long_day, time_of_day

LONGEST = 4000


class StartForm(Form):
    """Which report, of which period: only those that the framework has together."""

    definition = forms.ChoiceField(label="Report")
    period = forms.ChoiceField(label="Period")

    def __init__(self, *args, offered, **kwargs):
        """`offered`: what the framework says of a report → the periods it may be made for,
        newest first. The form begins with the newest of them all and its report."""
        super().__init__(*args, **kwargs)
        offered = [(use, periods) for use, periods in offered if periods]
        self.offered = {use.key: {each.id: each for each in found} for use, found in offered}
        if offered:
            use, found = max(offered, key=lambda pair: pair[1][0].end)
            self.fields["definition"].initial = use.key
            self.fields["period"].initial = found[0].id
        self.fields["definition"].choices = [(use.key, use.title) for use, _ in offered]
        periods = {each.id: each for _, found in offered for each in found}
        newest_first = sorted(periods.values(), key=lambda each: each.end, reverse=True)
        self.fields["period"].choices = [(each.id, each.label) for each in newest_first]

    def clean(self):
        said = super().clean()
        key, period = said.get("definition"), said.get("period")
        if key and period and period not in self.offered[key]:
            newest = next(iter(self.offered[key].values())).label
            self.add_error(
                "period",
                "This report is not made for that period, or has been begun. The newest it can "
                f"be made for is {newest}",
            )
        return said


class SectionForm(Form):
    """A text for each place of a section.

    `seen` is the newest text there was when the page was made. If somebody else has
    written since, nothing is overwritten: their words are shown beside one's own.
    """

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, section: model.Section, texts: dict, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.section, self.texts, self.user = section, texts, user
        self.conflicts: list[SectionText] = []
        self.place_fields = []
        for part_key, title in places(section):
            known = texts.get((section.key, part_key))
            self.fields[part_key] = forms.CharField(
                label=title, required=False, max_length=LONGEST, initial=known and known.text,
                widget=forms.Textarea({"rows": 3 if part_key == QUOTE else 5}),
            )  # fmt: skip
            self.place_fields.append(part_key)
        if QUOTE in self.fields:
            known = texts.get((section.key, QUOTE))
            self.fields["said_by"] = forms.CharField(
                label="Whose words, without a name", required=False, max_length=100,
                initial=known and known.said_by,
                help_text="“A child asked during an audit”, “A parent”",
            )  # fmt: skip
        newest = max((text.pk for text in texts.values()), default=0)
        self.fields["seen"].initial = newest

    @property
    def areas(self):
        return [self[name] for name in self.place_fields]

    def clean(self):
        said = super().clean()
        for name in [*self.place_fields, "said_by"]:
            if name in said:
                said[name] = clean(said[name]).strip()
        if said.get(QUOTE) and not said.get("said_by"):
            self.add_error("said_by", "Say whose words these are, without a name")
        seen = said.get("seen") or 0
        for name in self.place_fields:
            known = self.texts.get((self.section.key, name))
            if known and known.pk > seen and known.by != self.user and said.get(name) != known.text:
                self.conflicts.append(known)
                when = f"{long_day(known.at.date())}, {time_of_day(known.at)}"
                self.add_error(
                    name,
                    f"{known.by.name} wrote here on {when}, while you did. Their words are shown "
                    "below: join the two, then save.",
                )
        return said

    def written(self) -> dict[str, tuple[str, str]]:
        """Part → (text, said by)."""
        said = self.cleaned_data
        return {
            name: (said[name], said["said_by"] if name == QUOTE else "")
            for name in self.place_fields
        }


class SendBackForm(Form):
    because = forms.CharField(
        label="What has to be changed?", max_length=LONGEST, widget=forms.Textarea({"rows": 3})
    )


class SignForm(Form):
    """The signature: it says what is signed for."""

    confirmed = forms.BooleanField(
        label="I have read every word of it. Nothing in it lets anyone recognise a child, and no "
        "number from 1 to 5 of children is written out in words or figures by hand",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        missing = "Read the report and confirm that it names no child"
        self.fields["confirmed"].error_messages["required"] = missing


class CorrectForm(Form):
    because = forms.CharField(
        label="What is wrong, and what will be different?", max_length=LONGEST,
        widget=forms.Textarea({"rows": 3}),
        help_text="Readers of the new version see this.",
    )  # fmt: skip
    figures = forms.ChoiceField(
        label="Which figures?",
        choices=[
            ("same", "The same as before: only words change"),
            ("newest", "Count again from the newest data"),
        ],
        widget=forms.RadioSelect,
    )


class BookForm(Form):
    kind = forms.ChoiceField(
        label="Which book", choices=Book.Kind, widget=forms.RadioSelect, initial=Book.Kind.ANNEX_A
    )
    reason = forms.CharField(
        label="Why you need it",
        max_length=300,
        help_text="It is kept with your name and the time, and written in the workbook",
    )
