"""All settings. What an operator may choose is read by `environment` and told in docs/settings.md.

A wrong value ends the start with one sentence; nothing here falls back silently.
"""

from pathlib import Path
from urllib.parse import urlsplit

from tandem.config import database, environment, mail, secret_key

PACKAGE = Path(__file__).resolve().parent.parent

# What an operator may choose -----------------------------------------------------------------

TANDEM_DATA = environment.folder("TANDEM_DATA", PACKAGE.parent.parent / "data")
TANDEM_URL = environment.web_address("TANDEM_URL", "http://localhost:8000")
TANDEM_DEBUG = environment.switch("TANDEM_DEBUG", default=False)
TANDEM_BEHIND_PROXY = environment.switch("TANDEM_BEHIND_PROXY", default=False)
TANDEM_MAX_BODY = environment.whole_number(
    "TANDEM_MAX_BODY", 25 * 1024 * 1024, least=64 * 1024, most=1024 * 1024 * 1024
)
TANDEM_MAX_FILE = environment.whole_number(
    "TANDEM_MAX_FILE", 20 * 1024 * 1024, least=64 * 1024, most=1024 * 1024 * 1024
)
TANDEM_MAX_PIXELS = environment.whole_number(
    "TANDEM_MAX_PIXELS", 40_000_000, least=1_000_000, most=200_000_000
)
TANDEM_MAX_PAGES = environment.whole_number("TANDEM_MAX_PAGES", 40, least=1, most=500)
TANDEM_FILE_SECONDS = environment.whole_number("TANDEM_FILE_SECONDS", 20, least=1, most=300)
TANDEM_MAX_STREAMS = environment.whole_number("TANDEM_MAX_STREAMS", 1000, least=1, most=20000)
TANDEM_IDLE_TIMEOUT = environment.whole_number("TANDEM_IDLE_TIMEOUT", 30, least=1, most=600)
TANDEM_INSIDE_HOSTS = environment.hosts("TANDEM_INSIDE_HOSTS")
TANDEM_LOG = environment.choice("TANDEM_LOG", "INFO", among=["DEBUG", "INFO", "WARNING", "ERROR"])
TANDEM_MAIL_URL = environment.text("TANDEM_MAIL_URL", "")
_address = urlsplit(TANDEM_URL)
TANDEM_MAIL_FROM = environment.text("TANDEM_MAIL_FROM", f"Tandem <tandem@{_address.hostname}>")
ALLOWED_HOSTS = environment.listed(
    "TANDEM_HOSTS", [_address.hostname or "", "localhost", "127.0.0.1", "[::1]"]
)
DATABASES = {"default": database.settings_for(environment.text("DATABASE_URL", ""), TANDEM_DATA)}

_MAIL = mail.server_of(TANDEM_MAIL_URL)

# Fixed --------------------------------------------------------------------------------------

DEBUG = TANDEM_DEBUG
SECRET_KEY = secret_key.read_or_create(TANDEM_DATA / "secret-key")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["tandem.accounts.sessions.PasswordSignIn"]
SESSION_ENGINE = "tandem.accounts.sessions"
ROOT_URLCONF = "tandem.config.urls"
# Event streams: path → an ASGI callable by dotted path, run beside Django, without a thread.
TANDEM_STREAMS = {"/live/": "tandem.pages.live.stream"}
# What the worker does by itself: a function by dotted path, and the seconds between two calls.
TANDEM_JOBS: list[tuple[str, int]] = [
    ("tandem.activity.jobs.pass_deadlines", 60),
    ("tandem.activity.jobs.work_outbox", 5),
    ("tandem.activity.jobs.write_digests", 300),
    ("tandem.activity.jobs.take_due_checkpoint", 600),
    ("tandem.initiatives.jobs.wake_ideas", 600),
    ("tandem.accounts.jobs.clear_ended_sessions", 3600),
    ("tandem.accounts.jobs.forget_old_answers", 3600),
    ("tandem.accounts.jobs.note_last_use", 600),
    ("tandem.sign_in.jobs.forget_old_tries", 3600),
    ("tandem.talk.jobs.ask_for_due_looks", 900),
    ("tandem.attachments.jobs.sweep_files", 3600),
    ("tandem.plans.jobs.work_out_forecasts", 5),
    ("tandem.capacity.jobs.count_capacity", 60),
    ("tandem.plans.jobs.learn_from_finished_work", 3600),
    ("tandem.imports.jobs.carry_on", 2),
    ("tandem.revisions.jobs.prepare_revisions", 600),
    ("tandem.routine.jobs.bring_work_back", 60),
    ("tandem.routine.jobs.run_rules", 20),
    ("tandem.systems.jobs.ask_about_stale", 3600),
    ("tandem.assessment.jobs.ask_about_impact", 3600),
    ("tandem.tools.jobs.ask_about_renewals", 3600),
    ("tandem.risk.jobs.look_after_checks", 3600),
    ("tandem.tools.jobs.look_through_files", 2),
    ("tandem.tools.jobs.leave_forgotten_files", 3600),
    ("tandem.upkeep.jobs.give_sign_of_life", 60),
    ("tandem.upkeep.jobs.read_closing_calendar", 60),
]

# Mail leaves through the worker alone.
EMAIL_BACKEND = "tandem.config.post.Post"
EMAIL_HOST, EMAIL_PORT = _MAIL.host, _MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.user, _MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL, EMAIL_TIMEOUT = _MAIL.starttls, _MAIL.tls, 20
DEFAULT_FROM_EMAIL = TANDEM_MAIL_FROM

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "ninja",
    "tandem.accounts",
    "tandem.activity",
    "tandem.rights",
    "tandem.talk",
    "tandem.sign_in",
    "tandem.attachments",
    "tandem.systems",
    "tandem.year",
    "tandem.goals",
    "tandem.initiatives",
    "tandem.assessment",
    "tandem.risk",
    "tandem.briefs",
    "tandem.projects",
    "tandem.work",
    "tandem.timesheets",
    "tandem.trace",
    "tandem.stages",
    "tandem.plans",
    "tandem.scenarios",
    "tandem.roadmap",
    "tandem.spending",
    "tandem.tools",
    "tandem.patterns",
    "tandem.routine",
    "tandem.small_changes",
    "tandem.own_fields",
    "tandem.capacity",
    "tandem.revisions",
    "tandem.intake",
    "tandem.imports",
    "tandem.upkeep",
    "tandem.lists",
    "tandem.pages",
    "tandem.demo",
]

MIDDLEWARE = [
    "tandem.core.request_ids.RequestIds",
    "tandem.core.head.AnswerHead",
    "tandem.core.content_policy.ContentPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tandem.accounts.requests.Door",
    "tandem.config.partners_door.PartnersDoor",
    "tandem.config.confirming_door.ConfirmingDoor",
    "tandem.core.problems.AnswerProblems",
]

# Jinja2 for our pages; Django's own engine after it, for pages that packages bring.
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "templates"],
        "OPTIONS": {
            "environment": "tandem.config.jinja.environment",
            "context_processors": ["django.contrib.messages.context_processors.messages"],
        },
    },
    {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True},
]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
# With one language there is nothing to look up; a page looks up hundreds of sentences.
USE_I18N = len(LANGUAGES) > 1
USE_TZ = True
TIME_ZONE = "UTC"

# Sign-in, session, forms. The session row is written by sign-in and sign-out alone, and flash
# messages travel in a signed cookie, so that reading a page never writes.
_SECURE = _address.scheme == "https"
SESSION_COOKIE_NAME = "tandem_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = _SECURE
CSRF_COOKIE_NAME = "tandem_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = _SECURE
CSRF_TRUSTED_ORIGINS = [TANDEM_URL]
CSRF_FAILURE_VIEW = "tandem.core.problems.csrf_refused"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/sign-in/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Files. The server spools bodies and limits their size before Django sees them; a larger one that
# reaches Django another way is refused by the same number.
DATA_UPLOAD_MAX_MEMORY_SIZE = TANDEM_MAX_BODY
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 100
STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "static"]
STATIC_ROOT = TANDEM_DATA / "static"
MEDIA_ROOT = TANDEM_DATA / "uploads"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "tandem.core.server.files.HashedFiles"
        )
    },
}

# One line per event, to standard error; each carries the id of the request it belongs to.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "request_id": {"()": "tandem.core.request_ids.WithRequestId"},
        "no_secrets": {"()": "tandem.core.request_ids.WithoutSecrets"},
    },
    "formatters": {
        "line": {
            "format": "{asctime} {levelname} {name} [{request_id}] {message}",
            "style": "{",
        }
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["request_id", "no_secrets"],
            "formatter": "line",
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "tandem": {"level": TANDEM_LOG},
        "uvicorn": {"level": TANDEM_LOG},
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        # A page that was not found is a line of the access log already.
        "django.request": {"level": "ERROR"},
        "django.server": {"handlers": [], "propagate": True},
    },
}
