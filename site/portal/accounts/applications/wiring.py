"""What applications declare to the floors below, as the site starts."""

from django.utils.translation import gettext_lazy as _

from portal.core.registries import declare_screens


def declare() -> None:
    """Screens, messages, what ends when."""
    declare_screens({"application_paper": _("Paper of an application")})
