"""Signing in, and one’s own account."""

from allauth.account.views import LoginView
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from lineofsight.web import clock
from lineofsight.web.people import queries, roles
from lineofsight.web.people.access import signed_in
from lineofsight.web.people.permissions import MEANINGS, Permission
from lineofsight.web.people.sign_in import DEMO_PASSWORD, demo_people


class SignIn(LoginView):
    """The sign-in page; on a demo it shows who can sign in."""

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(
            demo_people=demo_people(),
            demo_password=DEMO_PASSWORD,
            single_sign_on=settings.OIDC_NAME if settings.OIDC_SERVER else "",
            **kwargs,
        )


sign_in = SignIn.as_view()


@signed_in
def me(request: HttpRequest) -> HttpResponse:
    """One's own account: roles, what they permit, password, second factor, sign out."""
    held = queries.assignments_of(request.user, clock.today())
    rows = [
        {
            "role": roles.role(each.role).title,
            "unit": each.unit.name,
            "from_on": each.from_on,
            "to_on": each.to_on,
            "stands_in_for": each.delegated_by.name if each.delegated_by else "",
        }
        for each in held
    ]
    permitted = [MEANINGS[each] for each in Permission if request.user.may(each)]
    context = {"held": rows, "permitted": permitted, "records": _records(request.user)}
    return render(request, "people/me.html", context)


def _records(user) -> list[dict[str, str]]:
    """The pages about the keeping of children's records that this person may open."""
    pages = (
        (
            Permission.CHILD_READ,
            "Records opened with a reason",
            "people:reasoned",
        ),
        (Permission.RESTRICTION_MANAGE, "Restricted records", "people:restrictions"),
        (Permission.ACTIVITY_READ, "The log of activity", "people:activity"),
    )
    return [{"label": label, "url": reverse(name)} for needed, label, name in pages
            if user.may(needed)]  # fmt: skip


@signed_in
@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """Keep the session: being asked is enough, the middleware has noted the visit."""
    request.session["session_seen"] = clock.machine_now().timestamp()
    return HttpResponse(status=204)
