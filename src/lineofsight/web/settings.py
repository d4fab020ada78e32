"""Django's settings, all in one file; the environment is read here and nowhere else.

Out of the box: SQLite and everything else under one folder (`LINEOFSIGHT_HOME`), secure
defaults, nothing to configure. Reference: docs/reference/settings.md.
"""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF

from lineofsight.web.environment import (
    address,
    day,
    env,
    folder,
    one_of,
    postgres,
    secret_key,
    sqlite,
    words,
    yes_or_no,
)

PACKAGE = Path(__file__).resolve().parent
CHECKOUT = PACKAGE.parents[2]

HOME = env(
    "LINEOFSIGHT_HOME",
    (CHECKOUT if (CHECKOUT / "pyproject.toml").exists() else Path.cwd()) / "var",
    meaning="The folder that holds all data: the database, the warehouse, uploads, keys.",
    example="/srv/lineofsight",
    read=folder,
)
DEMO = env(
    "LINEOFSIGHT_DEMO",
    False,
    meaning="Shows who can sign in on the sign-in page and lets the day be moved. "
    "Never with real children.",
    example="yes",
    read=yes_or_no,
)
DEBUG = env(
    "LINEOFSIGHT_DEBUG",
    False,
    meaning="Shows programmers' error pages. Never with real children.",
    example="yes",
    read=yes_or_no,
)
TODAY = env(
    "LINEOFSIGHT_TODAY",
    None,
    meaning="The day the whole product takes as today, to watch cycles and due dates.",
    example="2026-11-23",
    read=day,
)
AUTHORITY_NAME = env(
    "LINEOFSIGHT_AUTHORITY_NAME",
    "",
    meaning="The name at the head of every page, in place of the one in the authority’s file.",
    example="Ashmere Children’s Services",
)
PACK = env(
    "LINEOFSIGHT_PACK",
    "worcestershire",
    meaning="The framework pack in use: its audits, roles, boards, targets and words.",
    example="worcestershire",
)

SECRET_KEY = secret_key(
    HOME,
    env(
        "LINEOFSIGHT_SECRET_KEY",
        None,
        meaning="Signs sessions and the references to children in addresses. Made on first "
        "start and kept in LINEOFSIGHT_HOME/secret-key where it is not set.",
        example="(64 random characters)",
    ),
)
SECRET_KEY_FALLBACKS = env(
    "LINEOFSIGHT_OLD_SECRET_KEYS",
    [],
    meaning="Keys used before, separated by commas, while a new key takes over.",
    example="old-key-1,old-key-2",
    read=words,
)

# Our own apps, top layer last. An app that adds itself needs this line, one in urls.py, and
# nothing else.
APPS = [
    "ui",
    "activity",
    "notices",
    "people",
    "connections",
    "frameworks",
    "actions",
    "submissions",
    "performance",
    "practice",
    "data_quality",
    "improvement",
    "partnership",
    "boards",
    "reporting",
    "home",
    "api",
]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_cotton",
    "django.forms",
    *(f"lineofsight.web.{app}" for app in APPS),
]

MIDDLEWARE = [
    "lineofsight.web.once.asked_once_a_page",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "lineofsight.web.frameworks.middleware.framework_in_force",
    "lineofsight.web.people.middleware.session_ends",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "lineofsight.web.people.middleware.every_view_declares",
    "lineofsight.web.people.middleware.second_factor_first",
]

ROOT_URLCONF = "lineofsight.web.urls"
WSGI_APPLICATION = "lineofsight.web.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "lineofsight.web.home.context.frame",
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.static",
                "lineofsight.web.ui.templatetags.los",
            ],
        },
    }
]
# Our own templates must win over those of the packages they replace.
INSTALLED_APPS.sort(key=lambda app: not app.startswith("lineofsight.web."))

# Widgets are templates of ours too.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {
    "default": env(
        "DATABASE_URL",
        sqlite(HOME / "lineofsight.sqlite3"),
        meaning="A PostgreSQL database to use in place of SQLite.",
        example="postgresql://user:password@localhost:5432/lineofsight",
        read=postgres,
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Shared by all server processes, so that a sign-in limit is one limit.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": HOME / "cache",
    }
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = False  # one language: with it each value of a page asks which (a twentieth of its time)
USE_TZ = True

# Where npm put the front-end packages. Every page works without them.
NODE_MODULES = env(
    "LINEOFSIGHT_NODE_MODULES",
    CHECKOUT / "node_modules",
    meaning="The folder into which npm put the front-end packages.",
    example="/srv/lineofsight/node_modules",
    read=folder,
)
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # the server warns where it is missing
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "lineofsight.web.ui.assets.StylesheetFinder",
    "lineofsight.web.ui.assets.VendorFinder",
]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": HOME / "uploads"},
    },
    "staticfiles": {"BACKEND": "lineofsight.web.ui.assets.HashedNames"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

# Hosts and transport
ALLOWED_HOSTS = env(
    "LINEOFSIGHT_HOSTS",
    ["localhost", "127.0.0.1", "[::1]"],
    meaning="The names under which the product is reached, separated by commas.",
    example="lineofsight.council.example",
    read=words,
)
HTTPS = env(
    "LINEOFSIGHT_HTTPS",
    not set(ALLOWED_HOSTS) <= {"localhost", "127.0.0.1", "[::1]"},
    meaning="Sends people to https and marks cookies secure. On by default as soon as "
    "LINEOFSIGHT_HOSTS names another machine than this one.",
    example="yes",
    read=yes_or_no,
)
TRUSTED_PROXIES = env(
    "LINEOFSIGHT_TRUSTED_PROXIES",
    0,
    meaning="How many proxies of your own stand before the product; their forwarded "
    "address and https marks are then believed.",
    example="1",
    read=int,
)
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SAMESITE = "Lax"  # a sign-in that comes back from the authority's own page
CSRF_FAILURE_VIEW = "lineofsight.web.ui.views.form_expired"

# Sessions end after half an hour of rest, and after twelve hours in any case.
SESSION_IDLE_SECONDS = SESSION_COOKIE_AGE = 30 * 60
SESSION_ABSOLUTE_SECONDS = 12 * 60 * 60
SESSION_WARNING_SECONDS = 2 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_ENGINE = "django.contrib.sessions.backends.db"

# Signing in
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "lineofsight.web.people.sign_in.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by an administrator, not by visitors
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/300s/key"}
ACCOUNT_FORMS = {
    "login": "lineofsight.web.people.forms.SignInForm",
    "change_password": "lineofsight.web.people.forms.ChangePasswordForm",
    "set_password": "lineofsight.web.people.forms.SetPasswordForm",
    "reauthenticate": "lineofsight.web.people.forms.ConfirmPasswordForm",
}
SOCIALACCOUNT_ADAPTER = "lineofsight.web.people.sign_in.SingleSignOnAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True  # joined by e-mail address, from this server only
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
MFA_ADAPTER = "lineofsight.web.people.sign_in.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Line of Sight"
MFA_TOTP_TOLERANCE = 1  # a code that turned while it was typed; RFC 6238 allows one step
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses come from the administrator
REQUIRE_SECOND_FACTOR = env(
    "LINEOFSIGHT_REQUIRE_TOTP",
    not DEMO,
    meaning="Everybody who signs in with a password must also give a code from an app.",
    example="yes",
    read=yes_or_no,
)
OIDC_SERVER = env(
    "LINEOFSIGHT_OIDC_SERVER",
    "",
    meaning="The address of the authority's own sign-in (OpenID Connect), to use it.",
    example="https://login.council.example/v2.0",
)
OIDC_NAME = env(
    "LINEOFSIGHT_OIDC_NAME",
    "your council account",
    meaning="What the authority's own sign-in is called on the button.",
    example="your Ashmere account",
)
OIDC_CLIENT_ID = env(
    "LINEOFSIGHT_OIDC_CLIENT_ID",
    "",
    meaning="The client id that the authority's sign-in gave to this product.",
    example="3f1c…",
)
OIDC_SECRET = env(
    "LINEOFSIGHT_OIDC_SECRET",
    "",
    meaning="The client secret that belongs to LINEOFSIGHT_OIDC_CLIENT_ID.",
    example="(secret)",
)
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "council",
                "name": OIDC_NAME,
                "client_id": OIDC_CLIENT_ID,
                "secret": OIDC_SECRET,
                "settings": {"server_url": OIDC_SERVER, "verified_email": True},
            }
        ]
        if OIDC_SERVER
        else [],
    }
}

_sign_in_origin = ["{0.scheme}://{0.netloc}".format(urlsplit(OIDC_SERVER))] if OIDC_SERVER else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF, *_sign_in_origin],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}

# An upload is read by a process of its own; tests read it at once.
LOADS_IN_BACKGROUND = True

DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# E-mail. The demo writes each one into a file, to be looked at; without a mail server there is
# none, and people are told in the product only.
EMAIL_HOST = env(
    "LINEOFSIGHT_EMAIL_HOST",
    "",
    meaning="The mail server for notices. They carry counts and links, never a child's name.",
    example="smtp.council.example",
)
EMAIL_PORT = env(
    "LINEOFSIGHT_EMAIL_PORT",
    587,
    meaning="The port of the mail server.",
    example="587",
    read=int,
)
EMAIL_HOST_USER = env(
    "LINEOFSIGHT_EMAIL_USER",
    "",
    meaning="The name with which the product signs in to the mail server, if it has to.",
    example="lineofsight",
)
EMAIL_HOST_PASSWORD = env(
    "LINEOFSIGHT_EMAIL_PASSWORD",
    "",
    meaning="The password that belongs to LINEOFSIGHT_EMAIL_USER.",
    example="(secret)",
)
_mail_security = env(
    "LINEOFSIGHT_EMAIL_SECURITY",
    "starttls",
    meaning="How the way to the mail server is encrypted: starttls, tls, or none for a server "
    "on the same machine.",
    example="starttls",
    read=one_of("starttls", "tls", "none"),
)
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail_security == "starttls", _mail_security == "tls"
EMAIL_TIMEOUT = 10
EMAIL_FILE_PATH = HOME / "mail"
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST
    else "django.core.mail.backends.filebased.EmailBackend"
)
MAIL_IS_ON = bool(EMAIL_HOST) or DEMO
DEFAULT_FROM_EMAIL = env(
    "LINEOFSIGHT_EMAIL_FROM",
    "Line of Sight <no-reply@localhost>",
    meaning="The sender of notices.",
    example="Line of Sight <lineofsight@council.example>",
)
ADDRESS = env(
    "LINEOFSIGHT_ADDRESS",
    f"https://{ALLOWED_HOSTS[0]}" if HTTPS else "http://localhost:8000",
    meaning="The address under which people reach the product, for links in e-mails and "
    "calendars. Where it is not set: https and the first name of LINEOFSIGHT_HOSTS.",
    example="https://lineofsight.council.example",
    read=address,
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "lineofsight.web.logs.WithoutWords",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
