"""How signing in is joined to our accounts: no self sign-up, secrets sealed, names looked up.

The pages themselves are allauth's, under addresses of ours (`sign_in_urls`), in our look.
"""

import base64
import datetime
import hashlib
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest

from lineofsight.web import clock, warehouse
from lineofsight.web.activity.models import ActivityEvent
from lineofsight.web.people import queries, roles
from lineofsight.web.people.models import RoleAssignment
from lineofsight.web.people.scopes import capacity_of

DEMO_DOMAIN = "ashmere.invalid"


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "Enter the e-mail address and password of your account. "
        "One of the two is not right.",
        "too_many_login_attempts": "Too many attempts to sign in. Wait five minutes, "
        "then try again.",
        "account_inactive": "This account is closed. Ask the administrator of Line of Sight.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *args, **kwargs) -> None:
        """No banner after signing in or out: the page itself says where one is."""


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """Who comes from the authority's own sign-in must have an account here, by e-mail address."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin) -> bool:
        return False


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of authenticator apps are sealed with a key derived from SECRET_KEY."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "This code is not right, or it is too old. Enter the one the app "
        "shows now."
    }

    def encrypt(self, text: str) -> str:
        return _seals().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _seals().decrypt(encrypted_text.encode()).decode()


def _seals() -> MultiFernet:
    return MultiFernet(
        [
            Fernet(
                base64.urlsafe_b64encode(
                    hashlib.blake2b(key.encode(), digest_size=32, person=b"second factor").digest()
                )
            )
            for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
        ]
    )


DEMO_PASSWORD = "line of sight demo"  # noqa: S105 - shown on the sign-in page of a demo


def demo_people() -> list[dict[str, str]]:
    """Who can sign in, shown on the sign-in page of a demo and nowhere else: one person of each
    role. First those who have done something here, so that audits can be seen; of them the one
    whose teams finished most assessments in a year, because figures and lists have most to show
    there; among equals who has most children, then the longest in post."""
    if not settings.DEMO:
        return []
    day = clock.today()
    assigned = (
        RoleAssignment.objects.on(day)
        .filter(user__is_active=True, user__email__endswith=f"@{DEMO_DOMAIN}")
        .select_related("user", "unit")
        .order_by("from_on", "pk")
    )
    of_role: dict[str, list[RoleAssignment]] = {}
    for each in assigned:
        of_role.setdefault(each.role, []).append(each)
    work = _Work.of_the_year_to(day)
    return [
        {"name": user.name, "email": user.email, "role": capacity_of(user)}
        for key in roles.roles()
        if key in of_role and (user := max(of_role[key], key=work.of).user)
    ]


@dataclass(frozen=True)
class _Work:
    """Assessments finished and children held, by team and by worker, as the data have it; and
    who has done anything in the product."""

    day: datetime.date
    assessed: Counter
    held: Counter
    acted: frozenset[str]

    @classmethod
    def of_the_year_to(cls, day: datetime.date) -> "_Work":
        assessed, held = Counter(), Counter()
        for each in warehouse.holders(day).values():
            held.update((each.team_id, each.worker_id))
        if (snapshot := warehouse.current_or_none()) is not None:
            for team, worker, number in _assessments(snapshot, day):
                assessed[team] += number
                assessed[worker] += number
        acted = ActivityEvent.objects.exclude(by_id="").values_list("by_id", flat=True).distinct()
        return cls(day, assessed, held, frozenset(acted))

    def of(self, post: RoleAssignment) -> tuple[bool, int, int]:
        """A worker by their own cases, everybody else by the teams of their unit."""
        if roles.role(post.role).scope == "own":
            whose = {post.user.staff_id}
        else:
            whose = queries.team_codes_below(post.unit, self.day)
        return (
            str(post.user_id) in self.acted,
            sum(self.assessed[each] for each in whose),
            sum(self.held[each] for each in whose),
        )


@lru_cache(maxsize=2)
def _assessments(snapshot, day: datetime.date) -> list[tuple]:
    with snapshot.connect() as connection:
        return connection.execute(
            "SELECT cina_assessment_team, cina_assessment_worker_id, count(*) "
            "FROM ssd_cin_assessments WHERE cina_assessment_auth_date > ? "
            "AND cina_assessment_auth_date <= ? GROUP BY ALL",
            [day - datetime.timedelta(days=365), day],
        ).fetchall()
