"""ASGI entry point."""

import os

from django.core.asgi import get_asgi_application

from portal.settings.env import refuse_owner

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
refuse_owner("the web process")

application = get_asgi_application()
