"""The API itself: who asks, how often, what for, and what they are answered."""

import datetime
from math import ceil

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Query
from ninja.errors import AuthenticationError, ValidationError
from ninja.security import HttpBearer

from lineofsight import __version__
from lineofsight.errors import UserError
from lineofsight.periods import add_months
from lineofsight.web import clock
from lineofsight.web.activity import services as activity
from lineofsight.web.api import counting, schemas
from lineofsight.web.api.reach import Reach, reach_of
from lineofsight.web.connections.limits import is_too_often
from lineofsight.web.connections.models import AccessKey
from lineofsight.web.connections.services import note_use
from lineofsight.web.people.access import by_key
from lineofsight.web.people.permissions import Permission as P

MOST_A_MINUTE, MOST_WRONG_A_MINUTE = 60, 20
MOST_MONTHS = 24


class ApiError(UserError):
    """A refusal, with the status and the code that a program reads."""

    def __init__(self, status: int, code: str, problem: str, advice: str = ""):
        super().__init__(problem, advice=advice)
        self.status, self.code = status, code


class Key(HttpBearer):
    """A key that somebody made for a program: `Authorization: Bearer …`."""

    openapi_description = "A key made on the page “E-mail, calendar and keys”."

    def __call__(self, request: HttpRequest):
        found = super().__call__(request)
        if not found and is_too_often(f"api:{_from(request)}", most=MOST_WRONG_A_MINUTE):
            raise _too_often()
        return found

    def authenticate(self, request: HttpRequest, token: str) -> AccessKey | None:
        key = AccessKey.objects.opened_by(token, use=AccessKey.Use.API, day=clock.today())
        if key is None:
            return None
        if is_too_often(f"api:key:{key.pk}", most=MOST_A_MINUTE):
            raise _too_often()
        note_use(key)
        return key


api = NinjaAPI(
    title="Line of Sight",
    version=f"1 (product {__version__})",
    description="Programmes, grades and actions as numbers. Read only; no child, worker or "
    "family is in any answer. Every use is written to the product's log.",
    auth=Key(),
    docs_url=None,
    urls_namespace="api",
)
REFUSED = dict.fromkeys((401, 403, 404, 422, 429), schemas.Refusal)


@api.get("/programmes", response={200: schemas.Programmes, **REFUSED}, tags=["practice"])
def programmes(request: HttpRequest, span: Query[schemas.Span]):
    """What was sent out in each month, for each kind of audit and service, and how far it is."""
    return _answer(request, span, counting.programmes, P.PROGRAMME_SEE)


@api.get("/grades", response={200: schemas.Grades, **REFUSED}, tags=["practice"])
def grades(request: HttpRequest, span: Query[schemas.Span]):
    """Grades that became final in each month, by domain and service, with the auditors' own."""
    return _answer(request, span, counting.grades, P.PROGRAMME_SEE)


@api.get("/actions", response={200: schemas.Actions, **REFUSED}, tags=["actions"])
def actions(request: HttpRequest, span: Query[schemas.Span]):
    """Actions of each service: open, late, agreed, done and verified."""
    return _answer(request, span, counting.actions, P.ACTION_SEE)


def _answer(request: HttpRequest, span: schemas.Span, count, *permissions: P) -> dict:
    key: AccessKey = request.auth
    what = count.__name__
    reach = reach_of(key.person, *permissions)
    if reach is None:
        activity.record_refusal(key.person, what=f"api:{what}", why=" or ".join(permissions))
        raise ApiError(403, "not_allowed", "Whose key this is may not see these numbers.",
                       "An administrator gives roles.")  # fmt: skip
    rows = count(reach, _months(span, reach))
    pages = max(1, ceil(len(rows) / span.per_page))
    start = (span.page - 1) * span.per_page
    shown = rows[start : start + span.per_page]
    activity.record(
        "api.read", by=key.person, subject_kind="api", subject_id=what,
        detail={"key": key.pk, "from": span.first, "to": span.last or span.first,
                "page": span.page, "rows": len(shown)},
    )  # fmt: skip
    return {
        "as_of": clock.today(),
        "hides_small_numbers": reach.hides_small,
        "count": len(rows),
        "page": span.page,
        "pages": pages,
        "items": shown,
    }


def _months(span: schemas.Span, reach: Reach) -> list[datetime.date]:
    """Those asked for that may be asked for."""
    first = datetime.date.fromisoformat(f"{span.first}-01")
    last = datetime.date.fromisoformat(f"{span.last or span.first}-01")
    if last < first:
        raise ApiError(422, "not_valid", "The last month comes before the first.")
    months = [first]
    while (month := add_months(months[-1], 1)) <= last:
        months.append(month)
        if len(months) > MOST_MONTHS:
            raise ApiError(422, "too_many", f"That is more than {MOST_MONTHS} months.",
                           "Ask several times.")  # fmt: skip
    return [month for month in months if reach.covers(month)]


def _too_often() -> ApiError:
    return ApiError(429, "too_often", "Too many requests.", "Wait a minute, and ask less often.")


def _from(request: HttpRequest) -> str:
    return request.META.get("REMOTE_ADDR", "")


def _refusal(request, status: int, code: str, problem: str, advice: str = "") -> HttpResponse:
    said = {"error": {"code": code, "problem": problem, "advice": advice}}
    return api.create_response(request, said, status=status)


@api.exception_handler(ApiError)
def _refused(request, error: ApiError) -> HttpResponse:
    return _refusal(request, error.status, error.code, error.problem, error.advice or "")


@api.exception_handler(AuthenticationError)
def _no_key(request, error) -> HttpResponse:
    return _refusal(request, 401, "no_key", "No key, or one that does not work.",
                    "Make one on the page “E-mail, calendar and keys”, and send it as "
                    "“Authorization: Bearer …”.")  # fmt: skip


@api.exception_handler(ValidationError)
def _not_valid(request, error: ValidationError) -> HttpResponse:
    """What is wrong with which parameter; never the value that was sent."""
    wrong = {".".join(str(part) for part in each["loc"][1:]): each["msg"] for each in error.errors}
    said = "; ".join(f"{name}: {what}" for name, what in sorted(wrong.items()))
    return _refusal(request, 422, "not_valid", said, "Write months as 2026-11.")


@api.exception_handler(Http404)
def _not_found(request, error) -> HttpResponse:
    return _refusal(request, 404, "not_found", "There is nothing at this address.",
                    "The description is at /api/v1/openapi.json.")  # fmt: skip


@by_key
def no_such_page(request: HttpRequest) -> HttpResponse:
    return _not_found(request, None)
