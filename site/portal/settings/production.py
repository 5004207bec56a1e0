"""Production: refuses to start with a missing or default secret, or with the demo app."""

from django.core.exceptions import ImproperlyConfigured

from portal.core.keys import parsed

from . import env
from .base import *  # noqa: F403
from .base import ALLOWED_HOSTS, FIELD_ENCRYPTION_KEYS, INSTALLED_APPS, SECRET_KEY, SITE_URL

EXAMPLE = "change-me"

for _name, _value in {
    "SECRET_KEY": SECRET_KEY,
    "FIELD_ENCRYPTION_KEYS": ",".join(FIELD_ENCRYPTION_KEYS),
    "DATABASE_URL": env.text("DATABASE_URL"),
}.items():
    if EXAMPLE in _value:
        raise ImproperlyConfigured(f"{_name} still has its example value: set a secret of your own")
parsed(tuple(FIELD_ENCRYPTION_KEYS))
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY must have at least 50 characters")
if not env.raw("ALLOWED_HOSTS") or "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the site's own hosts, never *")
if not env.raw("SITE_URL") or not SITE_URL.startswith("https://"):
    raise ImproperlyConfigured("SITE_URL must be the site's https:// address")
if not env.raw("EMAIL_URL"):
    raise ImproperlyConfigured(
        "EMAIL_URL is missing: for example smtp://user:password@host:587?tls=1"
    )
INSTALLED_APPS = [*env.words("EXTRA_APPS", ""), *INSTALLED_APPS]
if any(f"{app}.".startswith("portal.demo.") for app in INSTALLED_APPS):
    raise ImproperlyConfigured("portal.demo opens doors with one click: never install it here")

SECURE_SSL_REDIRECT = env.boolean("SECURE_SSL_REDIRECT", True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.integer("SECURE_HSTS_SECONDS", 31536000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
