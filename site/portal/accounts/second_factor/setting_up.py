"""What the page shows on which somebody sets up an app."""

from typing import Any

from portal.accounts.models import User
from portal.places.queries import main_location

from . import enrolling, qr
from .hints import hint_for


def app_context(user: User) -> dict[str, Any]:
    """Picture, link and seed of the app that is being set up: the same until it is finished."""
    device = enrolling.set_up(user)
    place = main_location()
    link = qr.link(device, place.name if place else "MyPet Online")
    path, width = qr.picture(link)
    seed = device.seed
    groups = " ".join(seed[i : i + 4] for i in range(0, len(seed), 4))
    return {
        "qr_path": path,
        "qr_width": width,
        "otpauth": link,
        "seed": groups,
        "hint": hint_for(user),
        "login": user,
    }
