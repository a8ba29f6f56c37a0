"""Settings come from the environment alone; what is missing is refused, never guessed.

`bin/run` sets every variable; see docs/architecture.md for the list. What leaves a door open is
refused at the start (emulation/refusals.py).

HTTPS=true says that readers come through a proxy that speaks HTTPS. Without it these are off,
since a browser would not come back otherwise: cookies for HTTPS only and their `__Host-` names,
the redirect to https, Strict-Transport-Security. That is right for one machine looking at itself;
`manage.py check --deploy` names each of them.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF

from emulation.refusals import refuse_default_password, refuse_open_hosts, refuse_weak_key

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

env = environ.Env()


def _secret_key() -> str:
    """The key from SECRET_KEY, or from the file that `bin/run` generates and git ignores."""
    key = str(env.str("SECRET_KEY", default=""))
    key_file = Path(env.str("SECRET_KEY_FILE", default=str(VAR_DIR / "secret_key")))
    if not key and key_file.is_file():
        key = key_file.read_text(encoding="ascii").strip()
    advice = f"start with bin/run, which writes {key_file}, or set SECRET_KEY."
    refuse_weak_key(key, advice=advice)
    return key


SECRET_KEY = _secret_key()
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
refuse_open_hosts(ALLOWED_HOSTS, debug=DEBUG)
HTTPS = env.bool("HTTPS", default=False)
# Proxies whose X-Forwarded-For is believed: addresses, networks, or "unix" for a socket.
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])

INSTALLED_APPS = [
    "emulation",
    "portal",
    "reports",
    "agreements",
    "awards",
    "conferences",
    "scoring",
    "clusters",
    "documents",
    "organizations",
    "accounts",
    "audit",
    "core",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "crispy_forms",
    "crispy_bootstrap5",
    "tablericons",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
]

MIDDLEWARE = [
    # Headers first: every answer passes here on its way out, refusals and static files too.
    "csp.middleware.CSPMiddleware",
    "emulation.headers.SafeAnswers",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "emulation.sessions.KeepSignedIn",
    "emulation.sessions.AskToSignIn",
    "emulation.second_factor.SetUpFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
]

CSRF_FAILURE_VIEW = "emulation.errors.csrf_failure"
ROOT_URLCONF = "emulation.urls"
WSGI_APPLICATION = "emulation.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "emulation.shell.shell",
            ],
            "builtins": ["core.templatetags.vn"],
        },
    }
]

DATABASE_URL = env.str("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'emulation.sqlite3'}")
DATABASES = {"default": env.db_url_config(DATABASE_URL)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # writers queue; none fails half-way
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    refuse_default_password(DATABASES["default"])
    DATABASES["default"]["CONN_MAX_AGE"] = 60

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "portal:home"
LOGOUT_REDIRECT_URL = "accounts:sign-in"
AUTHENTICATION_BACKENDS = ["emulation.second_factor.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "emulation.passwords.HouseRules"},
    {"NAME": "emulation.passwords.NotCommon"},
]
SESSION_ENGINE = "emulation.sessions"
SESSION_COOKIE_AGE = env.int("SESSION_IDLE_MINUTES", default=120) * 60
SESSION_LIFETIME = env.int("SESSION_HOURS", default=12) * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True  # machines of an office are shared
# accounts.rules.tries limits guessing of codes too, for every kind alike.
OTP_TOTP_THROTTLE_FACTOR = OTP_STATIC_THROTTLE_FACTOR = 0
OTP_TOTP_SYNC = False  # a clock that is off stays within one step, it does not drag ours along
OTP_TOTP_ISSUER = "Thi đua Kiểm sát"

LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
# Django's own Vietnamese formats read 05/03 as 3 May; ours are in core/formats/vi.
FORMAT_MODULE_PATH = ["core.formats"]
LOCALE_PATHS = [BASE_DIR / "core" / "locale"]

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "core.staticfiles.BootstrapFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "core.staticfiles.CollectedFiles"},
}
# Papers and attachments; served only through views that ask the reader's rights.
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR_DIR / "files")))
MEDIA_URL = ""

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# Read by this program alone; bin/restore puts them back the same way.
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

_COOKIES = "__Host-" if HTTPS else ""  # such a cookie no other host and no plain http can set
SESSION_COOKIE_NAME = f"{_COOKIES}sessionid"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = HTTPS
KNOWN_BROWSER_COOKIE_NAME = f"{_COOKIES}browser"
CSRF_COOKIE_NAME = f"{_COOKIES}csrftoken"
CSRF_COOKIE_HTTPONLY = True  # no script of ours reads it
CSRF_COOKIE_SECURE = HTTPS

SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = ["^healthz/?$"]  # asked by the proxy itself
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"  # no page of ours stands in a frame, not even in one of ours
# No inline code, nothing from elsewhere; what is not named here is forbidden.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# A demo may fix the day; empty means the real one. Read through core.dates.today() only.
EMULATION_TODAY = env.str("EMULATION_TODAY", default="")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
