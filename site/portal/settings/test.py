"""`make test`: the demo app is installed too; tests log in as the owner and work as the app's role."""

from . import env
from .base import *  # noqa: F403
from .base import CACHES, DATABASES, STORAGES

INSTALLED_APPS = ["portal.demo", *INSTALLED_APPS]  # noqa: F405
if not env.raw("EMAIL_URL"):
    EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
DEMO_ONE_CLICK = True
DATABASES["default"]["CONN_MAX_AGE"] = 0
DATABASES["default"]["CONN_HEALTH_CHECKS"] = False
# Tests share one Redis: a page kept by one would answer another. Those about the cache switch it on.
CACHES = {**CACHES, "pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
# Nothing is queued unless a test starts a real worker of its own.
CELERY_TASK_ALWAYS_EAGER = False
