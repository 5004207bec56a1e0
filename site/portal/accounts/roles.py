"""Roles, declared once: what each may do in the admin. `manage.py apply_roles` writes it down.

No role makes anybody a superuser in Django's sense: every right is named here.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    SUPERADMINISTRATOR = "superadministrator", _("Superadministrator")
    ADMINISTRATOR = "administrator", _("Administrator")
    EDITOR = "editor", _("Marketing editor")
    PROFESSIONAL = "professional", _("Professional")
    ASSISTANT = "assistant", _("Assistant")
    CLIENT = "client", _("Client")


@dataclass(frozen=True)
class Rights:
    """What a role's group holds: permissions ("app.codename"), page and collection permissions."""

    permissions: frozenset[str] = frozenset()
    pages: frozenset[str] = frozenset()
    collections: frozenset[str] = frozenset()


def _all(*models_: str, verbs: str = "add change delete view") -> frozenset[str]:
    """ "booking.service" → its add, change, delete and view permissions."""
    return frozenset(
        f"{name.split('.')[0]}.{verb}_{name.split('.')[1]}"
        for name in models_
        for verb in verbs.split()
    )


ADMIN = frozenset({"wagtailadmin.access_admin"})
IMAGES = frozenset(f"wagtailimages.{verb}_image" for verb in ("add", "change", "choose"))
DOCUMENTS = frozenset(f"wagtaildocs.{verb}_document" for verb in ("add", "change", "choose"))
AGENDA = _all(
    "booking.service",
    "booking.offering",
    "booking.availabilityrule",
    "booking.timeoff",
    "places.closure",
)
# `change` means moving and cancelling with a reason; an assistant's places bound both.
APPOINTMENTS = _all("booking.appointment", verbs="view change")
LISTS = _all(
    "taxonomy.profession",
    "taxonomy.college",
    "taxonomy.speciality",
    "taxonomy.species",
    "taxonomy.breed",
    "taxonomy.language",
    verbs="add change view",
) | _all("places.location", verbs="add change view")
# What only whoever owns the installation sees: who did what, and whether it could be restored.
TRUST = _all("audit.auditevent", "backups.backuprun", verbs="view")
# Handing over and erasing what is known about somebody.
PEOPLE = _all("people.person", verbs="view change")
# Which messages did not arrive, and having them sent again.
OUTBOX = _all("notifications.notification", verbs="view change")
TRANSLATE = frozenset({"wagtail_localize.submit_translation"})
SITE_SETTINGS = _all(
    "home.clinicidentity",
    "home.sociallinks",
    "home.footertext",
    "home.sitenotice",
    "home.menus",
    verbs="change",
)
EDIT_PAGES = frozenset({"add_page", "change_page", "publish_page", "lock_page", "unlock_page"})

RIGHTS: dict[str, Rights] = {
    Role.SUPERADMINISTRATOR: Rights(
        ADMIN
        | TRUST
        | PEOPLE
        | OUTBOX
        | AGENDA
        | APPOINTMENTS
        | LISTS
        | TRANSLATE
        | SITE_SETTINGS
        | _all("wagtailcore.site")
        | _all("wagtailcore.locale")
        | _all("wagtailredirects.redirect"),
        EDIT_PAGES | {"bulk_delete_page"},
        IMAGES | DOCUMENTS,
    ),
    Role.ADMINISTRATOR: Rights(
        ADMIN
        | PEOPLE
        | OUTBOX
        | AGENDA
        | APPOINTMENTS
        | LISTS
        | TRANSLATE
        | SITE_SETTINGS
        | _all("wagtailredirects.redirect"),
        EDIT_PAGES,
        IMAGES | DOCUMENTS,
    ),
    Role.EDITOR: Rights(ADMIN | TRANSLATE | SITE_SETTINGS, EDIT_PAGES, IMAGES | DOCUMENTS),
    Role.ASSISTANT: Rights(ADMIN | APPOINTMENTS),
    # What of it is theirs stands in a group of each page (home/own_page/rights.py); home/own_page/gate.py
    # lets them nowhere else.
    Role.PROFESSIONAL: Rights(ADMIN),
    Role.CLIENT: Rights(),
}

# Whose logins a role looks after, and which roles it gives. Its own login nobody changes, and no role
# gives one above itself; whatever asks goes through accounts.staff.access.
MANAGES: dict[str, frozenset[str]] = {
    Role.SUPERADMINISTRATOR: frozenset(Role.values),
    Role.ADMINISTRATOR: frozenset({Role.EDITOR, Role.PROFESSIONAL, Role.ASSISTANT, Role.CLIENT}),
}
