from django.apps import AppConfig

from portal.core import redaction
from portal.core.registries import (
    Eraser,
    declare_screens,
    register_client_page,
    register_eraser,
    register_expiry,
)


class BookingConfig(AppConfig):
    name = "booking"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from portal.accounts.applications import wishes

        from . import (
            catalogue,
            message_kinds,
            personal_data,  # noqa: F401
            receivers,  # noqa: F401
            screens,
        )

        message_kinds.declare_kinds()
        wishes.register(catalogue.services_to_wish_for)
        declare_screens(screens.SCREENS)
        register_client_page(screens.client_page)
        self._let_go()
        # The manage link's token stands in these addresses, in either language.
        redaction.hide_after("reservar/cita/", "book/visit/")

    def _let_go(self) -> None:
        from . import expiring

        register_eraser(Eraser(obstacle=expiring.visits_to_come, close=expiring.forget_answers))
        register_expiry("appointment_without_visit", expiring.anonymise_missed)
        register_expiry("owner_account_inactive", expiring.erase_inactive)
