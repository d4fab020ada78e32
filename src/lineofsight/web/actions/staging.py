"""The page on which a stage of an issue is written."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from lineofsight.errors import UserError
from lineofsight.web.actions import services, stages
from lineofsight.web.actions.views import crumbs_of, open_action
from lineofsight.web.people.access import requires
from lineofsight.web.people.permissions import Permission as P
from lineofsight.web.ui.forms import Form


class StageForm(Form):
    text = forms.CharField(
        label="In words", max_length=2000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Never a child’s name.",
    )  # fmt: skip


@requires(P.ACTION_SEE, P.ACTION_OWN)
def stage(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """The stage that comes next, by the action's owner or who agrees action plans."""
    found = open_action(request, pk)
    user = request.user
    declared = stages.stage_to_write(user, found, key)
    if declared is None or not (found.owner_id == user.pk or user.may(P.ACTION_AGREE)):
        raise Http404
    form = StageForm(request.POST or None)
    form.fields["text"].label = declared.asks or declared.title
    if request.method == "POST" and form.is_valid():
        try:
            services.say_stage(found, key, by=user, **form.cleaned_data)
        except UserError as error:
            form.add_error(None, str(error))
        else:
            return redirect("actions:action", pk=pk)
    return render(request, "actions/change.html", {
        "action": found, "form": form, "title": declared.title, "crumbs": crumbs_of(found),
    })  # fmt: skip
