from django.apps import AppConfig

from portal.core import redaction


class BookingConfig(AppConfig):
    name = "booking"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import (
            message_kinds,
            personal_data,  # noqa: F401
            receivers,  # noqa: F401
        )

        message_kinds.declare_kinds()
        # The manage link's token stands in these addresses, in either language.
        redaction.hide_after("reservar/cita/", "book/visit/")
