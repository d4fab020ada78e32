"""How signing in is joined to our accounts: no self sign-up, secrets sealed, names looked up.

The pages themselves are allauth's, under addresses of ours (`sign_in_urls`), in our look.
"""

import base64
import hashlib
from collections import Counter

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest

from lineofsight.web import clock, warehouse
from lineofsight.web.people import roles
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
    role, the one with most children to show; among equals the longest in post."""
    if not settings.DEMO:
        return []
    assigned = (
        RoleAssignment.objects.on(clock.today())
        .filter(user__is_active=True, user__email__endswith=f"@{DEMO_DOMAIN}")
        .select_related("user", "unit")
        .order_by("from_on", "pk")
    )
    holders = warehouse.holders(clock.today()).values()
    workers = Counter(held.worker_id for held in holders)
    teams = Counter(held.team_id for held in holders)
    of_role: dict[str, list[RoleAssignment]] = {}
    for each in assigned:
        of_role.setdefault(each.role, []).append(each)

    def children(each: RoleAssignment) -> tuple[int, int]:
        code = each.unit.code if each.unit else ""
        return workers.get(each.user.staff_id, 0), teams.get(code, 0)

    return [
        {"name": user.name, "email": user.email, "role": capacity_of(user)}
        for key in roles.roles()
        if key in of_role and (user := max(of_role[key], key=children).user)
    ]
