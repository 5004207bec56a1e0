from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from portal.core.health import register_waiting
from portal.core.registries import declare_screens, register_expiry


class NotificationsConfig(AppConfig):
    name = "portal.notifications"
    label = "notifications"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import (
            expiring,
            personal_data,  # noqa: F401
            sending,
        )

        register_waiting(sending.oldest_due)
        declare_screens({"outbox": _("Messages not delivered")})
        register_expiry("messages_administrative", expiring.remove_messages)
