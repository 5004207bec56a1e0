"""Production's settings, and one address more: the constant view that everything is compared with."""

from portal.settings.production import *  # noqa: F403

ROOT_URLCONF = "portal.bench.urls"
