"""What every environment shares; topics stand in the modules beside this one."""

from pathlib import Path

from . import env
from .accounts import *  # noqa: F403
from .api import *  # noqa: F403
from .applications import *  # noqa: F403
from .booking import *  # noqa: F403
from .caches import *  # noqa: F403
from .cms import *  # noqa: F403
from .database import *  # noqa: F403
from .headers import *  # noqa: F403
from .languages import *  # noqa: F403
from .logs import *  # noqa: F403
from .queue import *  # noqa: F403
from .trust import *  # noqa: F403

ROOT = Path(__file__).resolve().parents[3]

SECRET_KEY = env.text("SECRET_KEY")
# "k2:<base64 of 32 bytes>,k1:…": the first one encrypts, all decrypt (portal.core.keys).
FIELD_ENCRYPTION_KEYS = env.words("FIELD_ENCRYPTION_KEYS")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "127.0.0.1,localhost")
SITE_URL = env.text("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
DEBUG = False

PROJECT_APPS = [
    "search",
    "home",
    "clinic",
    "shop",
    "booking",
    "portal.backups",
    "portal.accounts",
    "portal.notifications",
    "portal.people",
    "portal.places",
    "portal.taxonomy",
    "portal.audit",
    "portal.core",
]
INSTALLED_APPS = [
    *PROJECT_APPS,
    "django_otp",
    "allauth",
    "allauth.account",
    "portal.accounts.sessions_app.SessionsConfig",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail_modeladmin",
    "wagtail.contrib.settings",
    "wagtail.contrib.redirects",
    "wagtail.contrib.forms",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "recurrence",
    "django_filters",
    # /api/: its description, and the copy of swagger-ui that shows it.
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "corsheaders",
    # For its copy of htmx, which the directory loads.
    "django_htmx",
    # Only for the static files that the recurrence widget loads; its URLs are not mounted.
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
]
MIDDLEWARE = [
    "portal.core.middleware.request_id",
    "django.middleware.security.SecurityMiddleware",
    "portal.core.health.asked_by_address",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Outside all that knows people; inside what every answer gets anew.
    "home.page_cache.page_cache",
    "corsheaders.middleware.CorsMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.core.middleware.content_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "portal.core.bodies.BodyLimits",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Right behind it: nobody further in sees a user who has not shown the second factor.
    "portal.accounts.second_factor.middleware.SecondFactorMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.core.middleware.RefusalMiddleware",
    "home.own_page.gate.OwnPageGate",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "home.context.site_shell",
            ]
        },
    }
]
AUTH_USER_MODEL = "accounts.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

STATIC_URL = "/static/"
MEDIA_URL = "/media/"
STATICFILES_DIRS = [ROOT / "static"]
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(ROOT / ".demo" / "static")))
MEDIA_ROOT = Path(env.text("MEDIA_ROOT", str(ROOT / ".demo" / "media")))
STORAGES: dict[str, dict[str, object]] = {
    # Wagtail's pictures and documents: on the disk of MEDIA_ROOT, or where STORAGE_URL says.
    "default": (
        env.storage(env.text("STORAGE_URL"), "STORAGE_URL")
        if env.raw("STORAGE_URL")
        else {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    ),
    # Files of our own models, which nobody gets without being asked who they are.
    "private": env.storage(
        env.text("PRIVATE_URL", f"file://{MEDIA_ROOT.parent / 'private'}"), "PRIVATE_URL"
    ),
    "backups": env.storage(BACKUP_URL, "BACKUP_URL"),  # noqa: F405
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

globals().update(env.mail(env.text("EMAIL_URL", "console://")))
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "MyPet Online <no-reply@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
