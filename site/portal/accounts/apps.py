from django.apps import AppConfig

from portal.core.registries import Eraser, register_eraser, register_expiry


class AccountsConfig(AppConfig):
    name = "portal.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import (
            expiring,
            mails,
            personal_data,  # noqa: F401
            receivers,  # noqa: F401
        )

        mails.declare_kinds()

        register_eraser(Eraser(obstacle=expiring.obstacle, close=expiring.close_logins))
        register_expiry("sessions_and_devices", expiring.remove_sessions)
