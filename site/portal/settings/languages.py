"""Languages and time: Spanish at /, English at /en/; source strings are English."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

PORTAL_DIR = Path(__file__).resolve().parents[1]

LANGUAGE_CODE = "es"
LANGUAGES = [("es", _("Spanish")), ("en", _("English"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
LOCALE_PATHS = [PORTAL_DIR / "locale"]
USE_I18N = True
USE_TZ = True
# Stored and logged in UTC; every place states its own zone and pages show that one.
TIME_ZONE = "UTC"
