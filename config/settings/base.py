"""Where things are, what the portal is made of, and how a request passes through it."""

import os
import secrets
from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parent.parent.parent

env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)

# Database and files of the embedded default; with DATABASE_URL only files, cache and secret.
DATA_DIR = Path(env.str("DATA_DIR", default="") or BASE_DIR / "var").resolve()
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)

# What set-up makes from the code (fonts, collected static files); can be thrown away at any time.
BUILD_DIR = BASE_DIR / "var" / "build"


def secret_key() -> str:
    """Return the secret of this installation, made at the first start and readable by its owner only."""
    path = DATA_DIR / "secret.key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        key = path.read_text(encoding="ascii").strip()
        if not key:
            raise RuntimeError(f"{path} is empty: remove it, and it is made anew") from None
        return key
    with os.fdopen(handle, "w", encoding="ascii") as file:
        key = secrets.token_urlsafe(50)
        file.write(key)
    return key


SECRET_KEY = env.str("SECRET_KEY", default="") or secret_key()

INSTALLED_APPS = [
    # Our floors, lowest first; before the others, so that our templates and commands win.
    "common.apps.CommonConfig",
    "units.apps.UnitsConfig",
    "documents.apps.DocumentsConfig",
    "criteria.apps.CriteriaConfig",
    "campaign.apps.CampaignConfig",
    "assessments.apps.AssessmentsConfig",
    "awards.apps.AwardsConfig",
    "reports.apps.ReportsConfig",
    "config.apps.WiringConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "django_structlog",
    "django_tasks",
    "django_tasks_db",
    "import_export",
    "config.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "common.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "common.middleware.PrivateMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "common.middleware.ClockMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "units.middleware.SecondFactorMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "common.middleware.RefusedMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

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
                "common.context_processors.portal",
                "units.context_processors.reader",
                "units.context_processors.entrance",
                "reports.context_processors.navigation",
            ],
        },
    },
]
FORM_RENDERER = "common.renderers.PortalRenderer"
