"""All settings, read from top to bottom. What differs between machines comes from ZHIJIA_* environment variables.

ZHIJIA_VAR            where data lives: database, uploads, keys (default: var/ beside the code)
ZHIJIA_DATABASE_URL   postgres://… or sqlite:///… (default: SQLite in ZHIJIA_VAR)
ZHIJIA_DEBUG          1 only on a developer's machine
ZHIJIA_ALLOWED_HOSTS  host names served, by comma (default: this machine only)
ZHIJIA_HTTPS          1 behind a proxy that ends TLS and sets X-Forwarded-Proto
ZHIJIA_SYNTHETIC_IDS  1 lets invented identity numbers (990101…) in; without HTTPS, as on trial machines, they always do
ZHIJIA_SECRET_KEY     signs sessions (default: made once into ZHIJIA_VAR/secret.key)
ZHIJIA_SEAL_KEY       64 hex digits sealing secret columns (default: made once into ZHIJIA_VAR/seal.key; back it up)
ZHIJIA_SEAL_OLD_KEYS  earlier keys, by comma, that still open what they sealed
ZHIJIA_SEAL_INDEX_KEY the key of blind indexes, set to the first SEAL_KEY when that is changed
ZHIJIA_SEAL_CIPHER    aes or sm4: what newly sealed values use
"""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF

from config.keys import kept_key

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("ZHIJIA_VAR", ROOT / "var")).resolve()


def flag(name: str) -> bool:
    return os.environ.get(name, "") == "1"


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


# --- The house, floor by floor, lowest first. A folder exists for the platform once its name stands here. ---

KERNELS: list[str] = [
    "org",
    "access",
    "people",
    "policy",
    "trail",
    "files",
    "inbox",
    "jobs",
    "exchange",
    "records",
    "indicators",
    "bodies",
]
ENGINES: list[str] = [
    "flow",
    "documents",
]
AREAS: list[str] = [  # chapter.name; bin/new-area writes one
    "care.consolation",
    "care.mutual_aid",
    "office.dashboard",
    "office.plans",
    "office.reports",
    "office.account_review",
    "office.partners",
    "organising.joining",
    "organising.transfers",
    "organising.cards",
    "organising.elections",
    "organising.founding",
    "organising.drives",
    "organising.returns",
]

INSTALLED_APPS = [
    # ours first: its templates and commands win over a library's of the same name
    "zhijia.web",
    "zhijia.base",
    *(f"zhijia.kernels.{kernel}" for kernel in KERNELS),
    *(f"zhijia.engines.{engine}" for engine in ENGINES),
    *(f"zhijia.areas.{area}" for area in AREAS),
    "config",  # commands that know the whole house
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_filters",
    "django_htmx",
    "template_partials",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "zhijia.kernels.access.middleware.OwnPassword",
    "django_htmx.middleware.HtmxMiddleware",
    "zhijia.web.middleware.ReadOnlyGets",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "zhijia.web.shell.context",
            ],
        },
    }
]
FORM_RENDERER = "zhijia.web.forms.Renderer"

# --- Data ---

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA mmap_size=134217728;"
    "PRAGMA journal_size_limit=27103364;PRAGMA cache_size=-20000;"
)


def database(url: str) -> dict[str, Any]:
    """SQLite takes its write lock when a transaction begins: 50 writers then wait in turn, and none is refused."""
    config: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS}
    return config


DATABASES = {"default": database(os.environ.get("ZHIJIA_DATABASE_URL") or f"sqlite:///{VAR / 'zhijia.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# In the database, because sign-in attempts are counted across processes (table: `createcachetable`).
# Past so many rows it throws a third away, counters and all: an hour of a whole province's sign-ins must fit.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

# Uploads: outside the web root, no URL of their own; kernels/files serves them through permission.
MEDIA_ROOT = VAR / "files"
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000  # a batch page of a few hundred people

# --- Language and time ---

LANGUAGE_CODE = "zh-hans"
LOCALE_PATHS = [ROOT / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# --- Static files: npm's are laid into var/vendor by tools/assets.py ---

DEBUG = flag("ZHIJIA_DEBUG")
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [("vendor", ROOT / "var" / "vendor")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# --- Who may come in ---

SECRET_KEY = os.environ.get("ZHIJIA_SECRET_KEY") or kept_key(VAR / "secret.key")
SEAL_KEY = bytes.fromhex(os.environ.get("ZHIJIA_SEAL_KEY") or kept_key(VAR / "seal.key"))
SEAL_OLD_KEYS = [bytes.fromhex(key) for key in words("ZHIJIA_SEAL_OLD_KEYS")]
SEAL_INDEX_KEY = bytes.fromhex(os.environ.get("ZHIJIA_SEAL_INDEX_KEY", "")) or SEAL_KEY
SEAL_CIPHER = os.environ.get("ZHIJIA_SEAL_CIPHER", "aes")

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "zhijia.kernels.access.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

ACCOUNT_ADAPTER = "zhijia.kernels.access.signin.AccountAdapter"  # no sign-up; says in Chinese how long a lock lasts
ACCOUNT_FORMS = {"login": "zhijia.kernels.access.signin.LoginForm"}  # username or telephone
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are opened by the union; e-mail is optional
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,5/15m/key"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "职家"

# --- How the browser is held to it ---

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
CSRF_FAILURE_VIEW = "zhijia.web.errors.csrf"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

ALLOWED_HOSTS = words("ZHIJIA_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host != "*"]
SESSION_COOKIE_AGE = 12 * 3600  # one working day
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

SYNTHETIC_IDS = flag("ZHIJIA_SYNTHETIC_IDS") or not flag("ZHIJIA_HTTPS")

if flag("ZHIJIA_HTTPS"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # sign-in attempts are counted by the visitor's address, not by the proxy's
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600

# --- What is written down when something breaks ---

EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}
