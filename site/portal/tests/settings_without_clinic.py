"""An independent trainer's installation: no clinic, no shop."""

from portal.settings.test import *  # noqa: F403
from portal.settings.test import INSTALLED_APPS

LEFT_OUT = {"clinic", "shop"}
INSTALLED_APPS = [app for app in INSTALLED_APPS if app not in LEFT_OUT]
