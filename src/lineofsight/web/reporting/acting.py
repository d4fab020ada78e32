"""The page on which a report leads to an action."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from lineofsight.errors import UserError
from lineofsight.periods import Period
from lineofsight.reports import model
from lineofsight.web import clock
from lineofsight.web.people.access import requires
from lineofsight.web.people.models import OrgUnit, User
from lineofsight.web.people.permissions import Permission
from lineofsight.web.people.queries import people_who_may
from lineofsight.web.reporting import queries, services
from lineofsight.web.reporting.models import ReportAction
from lineofsight.web.reporting.views import report_or_404
from lineofsight.web.ui.forms import DateField, Form


class ReportActionForm(Form):
    section = forms.ChoiceField(label="What of the report it answers", required=False)
    text = forms.CharField(
        label="What is to be done", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Never a child’s name: “a child”, “the mother”.",
    )  # fmt: skip
    service = forms.ModelChoiceField(
        label="The service that owns it", queryset=OrgUnit.objects.none()
    )
    owner = forms.ModelChoiceField(label="Who will do it", queryset=User.objects.none())
    training = forms.ChoiceField(
        label="Training it is tied to", choices=ReportAction.Training.choices,
        widget=forms.RadioSelect, initial=ReportAction.Training.NONE,
    )  # fmt: skip
    due_on = DateField(label="By when")

    def __init__(self, *args, day, sections, **kwargs):
        super().__init__(*args, **kwargs)
        self.day, self.titles = day, {each.key: each.title for each in sections}
        self.fields["section"].choices = [("", "The report as a whole"), *self.titles.items()]
        self.fields["owner"].queryset = people_who_may(Permission.ACTION_OWN, day)
        services = OrgUnit.objects.open_on(day).filter(kind=OrgUnit.Kind.SERVICE)
        self.fields["service"].queryset = services.order_by("name")

    def clean_section(self) -> tuple[str, str]:
        key = self.cleaned_data["section"]
        return key, self.titles.get(key, "")

    def clean_due_on(self):
        due_on = self.cleaned_data["due_on"]
        if due_on < self.day:
            raise forms.ValidationError("By when must be today or later")
        return due_on


@requires(Permission.ACTION_AGREE, Permission.REPORT_WRITE)
def raise_action(request: HttpRequest, pk: int) -> HttpResponse:
    """Turn what a report found into an action that a service owns. Whoever writes reports
    and does not agree action plans makes a proposal."""
    found = report_or_404(request, pk)
    if not found.is_compiled:
        raise Http404
    document = queries.copy_for(found, request.user)
    form = ReportActionForm(
        request.POST or None, day=clock.today(), sections=_sections(document),
        initial={"section": request.GET.get("section", "")},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            services.raise_action(found, by=request.user, **form.cleaned_data)
        except UserError as error:
            form.add_error(None, str(error))
        else:
            agreed = request.user.may(Permission.ACTION_AGREE)
            messages.success(request, "The action is agreed." if agreed else
                             "The action is proposed.")  # fmt: skip
            return redirect("reporting:report", pk=pk)
    return render(request, "reporting/action.html", {
        "report": found, "form": form, "period": Period.parse(found.period_id),
        "agrees": request.user.may(Permission.ACTION_AGREE),
    })  # fmt: skip


def _sections(document: model.Report) -> list[model.Section]:
    return [each for each in document.sections if each.title]
