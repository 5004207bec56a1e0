from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from portal.core import redaction
from portal.core.registries import Eraser, declare_screens, register_eraser, register_expiry


class AccountsConfig(AppConfig):
    name = "portal.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from . import (
            expiring,
            fresh,
            invitation_mail,
            licence_mails,
            mails,
            personal_data,  # noqa: F401
            receivers,  # noqa: F401
        )
        from .applications import approval_mail
        from .applications import wiring as applications

        user_logged_in.connect(fresh.note_login, dispatch_uid="portal.accounts.fresh")
        mails.declare_kinds()
        invitation_mail.declare_kind()
        licence_mails.declare_kinds()
        approval_mail.declare_kind()
        declare_screens(
            {
                "client_login": _("Login of a client"),
                "applications": _("List of applications"),
                "application": _("Application"),
            }
        )
        applications.declare()
        # The token of an invitation's link stands in these addresses, in either language.
        redaction.hide_after("invitacion/", "invitation/")
        register_eraser(Eraser(obstacle=expiring.obstacle, close=expiring.close_logins))
        register_expiry("sessions_and_devices", expiring.remove_sessions)
