"""WSGI entry point."""

import os

from django.core.wsgi import get_wsgi_application

from portal.core.charsets import utf8_only
from portal.settings.env import refuse_owner

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
refuse_owner("the web process")

application = utf8_only(get_wsgi_application())
