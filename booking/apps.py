from django.apps import AppConfig


class BookingConfig(AppConfig):
    name = "booking"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import (
            messages,
            personal_data,  # noqa: F401
            receivers,  # noqa: F401
        )

        messages.declare_kinds()
