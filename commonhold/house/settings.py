"""Settings: where things lie and how the parts are joined. Policy is not here: it is in the charter.

Everything that differs between two copies comes from the environment (or the console's options):

    COMMONHOLD_DATA        folder of the database, keys, record and media (default ./data)
    COMMONHOLD_DATABASE    sqlite:///PATH or postgresql://…  (default DATA/commonhold.sqlite3)
    COMMONHOLD_REPLICAS    postgresql://… of streaming replicas, spaces between: pages are read there
    COMMONHOLD_MEDIA       s3://BUCKET/PREFIX?endpoint=https://…&region=…  (default: the folder DATA/media)
    COMMONHOLD_MAIL        smtp://USER:PASSWORD@HOST?from=ADDRESS, or smtps://…  (default: into files)
    COMMONHOLD_STRIPE_…    KEY, and SECRET of the webhook /money/card/said: cards are taken then; API=URL
    COMMONHOLD_SECURE      1 when served over https: cookies and redirects then insist on it
    COMMONHOLD_LOG         json: an object a line, for machines (default plain)
    COMMONHOLD_METRICS_TOKEN  who bears it reads /metrics from elsewhere too (default: this machine alone)
    COMMONHOLD_SENTRY, COMMONHOLD_OTEL  where errors and traces are sent (default nowhere; house/telling.py)
    COMMONHOLD_PUBLIC_URL  address at which others reach it, with its scheme (default http://localhost:PORT)
    COMMONHOLD_ROOMS       Python packages with rooms of your own, commas between (docs/adding-a-decision.md)
    COMMONHOLD_TEST_…      RATE_LIMITS=off, LOOPBACK=1, CA=FILE: only a co-op founded with --test-mode listens
"""

from __future__ import annotations

import os
import secrets
import sys
from importlib.util import find_spec
from pathlib import Path

import pysqlite3

# Debian 12's SQLite 3.40 can corrupt a WAL database on reset; 3.51.3 mended it. Before Django imports it.
sys.modules["sqlite3"] = pysqlite3

from csp.constants import NONE, SELF  # noqa: E402 - after the SQLite swap

from commonhold.ground import keys  # noqa: E402 - after the SQLite swap
from commonhold.house.database import database_settings, replica_settings  # noqa: E402 - after the SQLite swap
from commonhold.house.logs import log_settings  # noqa: E402 - after the SQLite swap
from commonhold.house.mail import mail_settings  # noqa: E402 - after the SQLite swap
from commonhold.house.media_store import media_store_settings  # noqa: E402 - after the SQLite swap

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("COMMONHOLD_DATA", "data")).resolve()
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
KEYS_DIR = DATA_DIR / "keys"
RECORD_DIR = DATA_DIR / "record"

SECRET_KEY = keys.read_or_make(KEYS_DIR / "secret", lambda: secrets.token_urlsafe(48).encode()).decode()
DEBUG = False
# The address that visitors use is checked against the founding's public URL when links are made;
# the server itself listens on loopback unless told otherwise.
ALLOWED_HOSTS = ["*"]

INSTALLED_APPS = [
    "commonhold.house",
    "commonhold.doors.web.config.WebConfig",
    "commonhold.civic.founding",
    "commonhold.civic.winding",
    "commonhold.civic.open_data",
    "commonhold.civic.rights",
    "commonhold.civic.roadmap",
    "commonhold.civic.exchange",
    "commonhold.civic.sponsors",
    "commonhold.civic.contributions",
    "commonhold.civic.meetings",
    "commonhold.civic.credit.apps.CreditConfig",
    "commonhold.civic.moderation",
    "commonhold.civic.lending",
    "commonhold.civic.accounting",
    "commonhold.civic.shares",
    "commonhold.civic.payments",
    "commonhold.civic.moving_in",
    "commonhold.civic.treasury",
    "commonhold.civic.deliberation",
    "commonhold.civic.governance",
    "commonhold.civic.operating",
    "commonhold.civic.peers",
    "commonhold.civic.members",
    "commonhold.social.arrivals",
    "commonhold.social.archives",
    "commonhold.social.takeout",
    "commonhold.social.erasing",
    "commonhold.social.blocklists",
    "commonhold.social.lookups",
    "commonhold.social.received",
    "commonhold.social.notifications",
    "commonhold.social.search",
    "commonhold.social.feeds",
    "commonhold.social.labels",
    "commonhold.social.bridging",
    "commonhold.social.events",
    "commonhold.social.posts",
    "commonhold.social.letters",
    "commonhold.social.lists",
    "commonhold.social.collections",
    "commonhold.social.first_hour",
    "commonhold.social.conversations",
    "commonhold.social.polls",
    "commonhold.social.tags",
    "commonhold.social.previews",
    "commonhold.social.emoji",
    "commonhold.social.filters",
    "commonhold.social.apps",
    "commonhold.social.portraits",
    "commonhold.social.media",
    "commonhold.social.deliveries",
    "commonhold.social.actors",
    "commonhold.social.groups",
    "commonhold.social.consents",
    "commonhold.social.people",
    "commonhold.social.servers",
    "commonhold.ground.decisions",
    "commonhold.ground.charter",
    "commonhold.ground.ledger",
    "commonhold.ground.record",
    "commonhold.ground.changes",
    "commonhold.ground.clock",
    "commonhold.ground.jobs",
    "commonhold.ground.installation",
    "commonhold.ground.ending",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    *filter(None, os.environ.get("COMMONHOLD_ROOMS", "").split(",")),
]

MIDDLEWARE = [
    *(["commonhold.house.telling.TracingMiddleware"] if os.environ.get("COMMONHOLD_OTEL") else []),
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "commonhold.house.policy.OnePolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "commonhold.doors.web.apps.middleware.OpenedByAppsMiddleware",
    "commonhold.doors.web.middleware.OneReadingMiddleware",
    "commonhold.doors.web.middleware.FoundingFirstMiddleware",
    "commonhold.doors.web.breaks.middleware.BreaksMiddleware",
    "commonhold.doors.activitypub.negotiating.NegotiatingMiddleware",
    "commonhold.doors.web.middleware.PlainWordsMiddleware",
    "commonhold.house.ended.EndedMiddleware",
    "commonhold.house.busy.BusyMiddleware",
]

ROOT_URLCONF = "commonhold.house.urls"
WSGI_APPLICATION = "commonhold.house.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "doors" / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "commonhold.doors.web.frame.frame",
            ],
        },
    }
]

DATABASES = {"default": database_settings(os.environ.get("COMMONHOLD_DATABASE"), DATA_DIR)}
REPLICAS = replica_settings(os.environ.get("COMMONHOLD_REPLICAS", ""), DATA_DIR)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- signing in ---------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.Login"
AUTHENTICATION_BACKENDS = ["commonhold.social.people.signed_in.SignIn"]
SESSION_ENGINE = "commonhold.house.sessions"
# 46 MiB and one pass: a sign-in costs what OWASP asks without starving a two-core machine.
PASSWORD_HASHERS = ["commonhold.social.people.passwords.Argon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "optional"
# Failures are what is limited: a school or a co-op's office signs in from one address.
ACCOUNT_RATE_LIMITS: dict[str, str] | bool = {
    "login": "600/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "signup": "20/m/ip",
    "lost_account": "5/h/ip",
    "report_unlawful": "10/h/ip",  # without an account
}
ACCOUNT_ADAPTER = "commonhold.doors.web.sign_in.adapter.ByTypedName"
ACCOUNT_FORMS = {"login": "commonhold.doors.web.sign_in.forms.SignInForm"}
ACCOUNT_PREVENT_ENUMERATION = True
# A second factor and passkeys. A server whose packages were not brought up to date offers what it can.
PASSKEYS = find_spec("fido2") is not None
MFA_ADAPTER = "commonhold.doors.web.sign_in.factors.Factors"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", *(["webauthn"] if PASSKEYS else [])]
MFA_PASSKEY_LOGIN_ENABLED = PASSKEYS
MFA_TOTP_TOLERANCE = 1  # a clock may be thirty seconds off
FACTORS_KEY = keys.read_or_make(KEYS_DIR / "factors", lambda: secrets.token_bytes(32))
globals().update(mail_settings(os.environ.get("COMMONHOLD_MAIL"), DATA_DIR))

# What the founding takes for the co-op's public URL unless told otherwise; afterwards the installation knows.
PUBLIC_URL = os.environ.get("COMMONHOLD_PUBLIC_URL", "")
# Believed in test mode alone: ground/installation/test_mode.py is the only reader.
WEB_ONLY = False  # `serve --web-only`: the work is done by other processes
SERVES_TESTS = False  # what the server's start found out: pages about great trouble ask no database
TEST_OPTIONS = {name: value for name, value in os.environ.items() if name.startswith("COMMONHOLD_TEST_")}

# Are pieces of pages that are kept compared with what would be written anew? Only tests have time for that.
CHECK_KEPT = os.environ.get("COMMONHOLD_CHECK_KEPT") == "1"

# --- browsers -----------------------------------------------------------------------------------
SECURE = os.environ.get("COMMONHOLD_SECURE") == "1"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE  # browsers themselves allow it on localhost alone
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_NAME = "commonhold_session"
SESSION_COOKIE_HTTPONLY = True
# In the reader's own signed cookie: a ballot's receipt passes here and must not be kept by us.
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "commonhold_csrf"
CSRF_FAILURE_VIEW = "commonhold.doors.web.errors.stale_form"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
CARD_PROCESSOR = {  # without a key nothing of it shows
    name: os.environ.get(f"COMMONHOLD_STRIPE_{name.upper()}", "") for name in ("key", "secret", "api")
}
MEDIA_STORE = media_store_settings(os.environ.get("COMMONHOLD_MEDIA"))

# --- language and files -------------------------------------------------------------------------
LANGUAGE_CODE = "en"
# Each under its own name: whoever looks for hers reads no other.
LANGUAGES = [
    ("en", "English"),
    ("de", "Deutsch"),
    ("es", "Español"),
    ("fr", "Français"),
    ("nl", "Nederlands"),
]
LANGUAGE_COOKIE_NAME = "commonhold_language"
LANGUAGE_COOKIE_AGE = 31_536_000
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = SECURE
LANGUAGE_COOKIE_HTTPONLY = True
LOCALE_PATHS = [BASE_DIR / "locale"]
# Tests read the pages in a made-up language that runs from right to left; its catalogue lies in this folder.
MIRRORED = os.environ.get("COMMONHOLD_MIRRORED_LOCALE")
if MIRRORED:
    LANGUAGES.append(("ar-xb", "Mirrored"))
    LOCALE_PATHS.append(Path(MIRRORED))
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "/static/"
# Nothing is collected: whitenoise serves what the apps carry.
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

# --- what the operator sees ---------------------------------------------------------------------
LOGGING = log_settings(os.environ.get("COMMONHOLD_LOG") or "plain")
METRICS_TOKEN = os.environ.get("COMMONHOLD_METRICS_TOKEN", "")
