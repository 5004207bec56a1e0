from django.apps import AppConfig

from portal.core.health import register_waiting
from portal.core.registries import register_expiry


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
        register_expiry("messages_administrative", expiring.remove_messages)
