"""What applications declare to the floors below, as the site starts."""

from django.utils.translation import gettext_lazy as _

from portal.core.registries import (
    Eraser,
    declare_screens,
    register_eraser,
    register_expiry,
)


def declare() -> None:
    """Screens, messages, what ends when."""
    from . import expiring, mails

    declare_screens({"application_paper": _("Paper of an application")})
    mails.declare_kinds()
    register_eraser(Eraser(begin=expiring.end_applications, close=expiring.destroy_papers))
    register_expiry("application_rejected", expiring.empty_rejected)
    register_expiry("applicant_cv_not_selected", expiring.empty_never_decided)
    register_expiry("applicant_cv_not_selected", expiring.sweep_files)
