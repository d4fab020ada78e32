"""The addresses of signing in. Of allauth's pages these and no others exist here."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.urls import path

from lineofsight.web.people.access import public, signed_in
from lineofsight.web.people.views import account as pages


def _before_second_factor(view):
    """Also for those who must still set up their second factor."""
    view.before_second_factor = True
    return view


urlpatterns = [
    path("sign-in/", public(pages.sign_in), name="account_login"),
    path("sign-out/", _before_second_factor(public(account.logout)), name="account_logout"),
    path("account-closed/", public(account.account_inactive), name="account_inactive"),
    path("no-sign-up/", public(account.signup), name="account_signup"),
    path(
        "account/confirm-it-is-you/",
        _before_second_factor(signed_in(account.reauthenticate)),
        name="account_reauthenticate",
    ),
    path("account/password/", signed_in(account.password_change), name="account_change_password"),
    path("account/set-password/", signed_in(account.password_set), name="account_set_password"),
    path("sign-in/code/", public(mfa.authenticate), name="mfa_authenticate"),
    path(
        "account/confirm-by-code/",
        _before_second_factor(signed_in(mfa.reauthenticate)),
        name="mfa_reauthenticate",
    ),
    path("account/second-factor/", signed_in(mfa.index), name="mfa_index"),
    path(
        "account/second-factor/set-up/",
        _before_second_factor(signed_in(totp.activate_totp)),
        name="mfa_activate_totp",
    ),
    path(
        "account/second-factor/remove/",
        signed_in(totp.deactivate_totp),
        name="mfa_deactivate_totp",
    ),
    path(
        "account/recovery-codes/",
        signed_in(codes.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "account/recovery-codes/new/",
        signed_in(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/recovery-codes/download/",
        signed_in(codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("sign-in/with/<str:provider_id>/", public(oidc.login), name="openid_connect_login"),
    path(
        "sign-in/with/<str:provider_id>/back/",
        public(oidc.callback),
        name="openid_connect_callback",
    ),
    path(
        "sign-in/cancelled/", public(social.login_cancelled), name="socialaccount_login_cancelled"
    ),
    path("sign-in/failed/", public(social.login_error), name="socialaccount_login_error"),
    path("sign-in/no-account/", public(social.signup), name="socialaccount_signup"),
    path("account/connections/", signed_in(social.connections), name="socialaccount_connections"),
]
