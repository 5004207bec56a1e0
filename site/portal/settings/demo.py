"""`make demo`: production's ways on a laptop, with demo content, logins and a mailbox."""

from . import env
from .base import *  # noqa: F403
from .base import CELERY_BEAT_SCHEDULE

INSTALLED_APPS = ["portal.demo", *INSTALLED_APPS]  # noqa: F405
globals().update(env.mail(env.text("EMAIL_URL", "mailbox://")))
DEFAULT_FROM_EMAIL = "Clínica Veterinaria Azahar <hola@clinicaazahar.example>"
# The first backup of a new demo is there before anybody looks for it.
CELERY_BEAT_SCHEDULE["back up when it is time"]["schedule"] = 20
# One click logs in only where nobody but this machine can reach the site.
DEMO_ONE_CLICK = env.boolean("DEMO_ONE_CLICK", False)
