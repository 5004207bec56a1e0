"""On which devices somebody is logged in, in words: «Firefox on Android»."""

import re
from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.utils.translation import gettext as _

# What a browser says of itself names several; the first that matches is the one.
BROWSERS = [
    (r"Edg(e|A|iOS)?/", "Edge"),
    (r"OPR/|Opera", "Opera"),
    (r"SamsungBrowser/", "Samsung Internet"),
    (r"Firefox/|FxiOS/", "Firefox"),
    (r"Chrom(e|ium)/|CriOS/", "Chrome"),
    (r"Safari/", "Safari"),
]
SYSTEMS = [
    (r"Android", "Android"),
    (r"iPhone|iPad|iPod", "iOS"),
    (r"Windows", "Windows"),
    (r"Mac OS X|Macintosh", "macOS"),
    (r"CrOS", "ChromeOS"),
    (r"Linux", "Linux"),
]


@dataclass(frozen=True)
class Device:
    """One open session as its owner reads it."""

    pk: int
    name: str
    since: datetime
    address: str
    is_this_one: bool


def device(session: UserSession, current_key: str) -> Device:
    """What is known of the device; it is what the browser said of itself."""
    return Device(
        pk=session.pk,
        name=named(session.user_agent),
        since=session.created_at,
        address=str(session.ip),
        is_this_one=session.session_key == current_key,
    )


def named(user_agent: str) -> str:
    """«Firefox on Android», or that it is not known."""
    browser, system = (_first(kinds, user_agent) for kinds in (BROWSERS, SYSTEMS))
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Unknown device")


def _first(kinds: list[tuple[str, str]], text: str) -> str:
    return next((name for pattern, name in kinds if re.search(pattern, text)), "")
