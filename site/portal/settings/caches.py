"""Caches and sessions: what must not fail lives in PostgreSQL, what may is in Redis."""

from . import env

REDIS_URL = env.text("REDIS_URL")


def _client_url(url: str) -> str:
    """Celery says redis+socket://, redis-py says unix://: one variable serves both."""
    return url.replace("redis+socket://", "unix://", 1)


def broker_url(url: str) -> str:
    return url.replace("unix://", "redis+socket://", 1)


CACHES = {
    # Limits of logins and tokens: counted where a broken Redis cannot lose or block them.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "portal_cache",
    },
    # Copies of pages: failing open, so a stopped Redis costs time, not pages.
    "pages": {
        "BACKEND": "portal.core.pages_cache.OpenRedisCache",
        "LOCATION": _client_url(REDIS_URL),
        "OPTIONS": {"socket_timeout": 0.2, "socket_connect_timeout": 0.2},
        "KEY_PREFIX": "pages",
    },
    # Wagtail writes every picture it shows into this one, and would into "default": five queries
    # a picture and page. Our pages read renditions together with their pictures, so keep none.
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
