from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "portal.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from portal.core.registries import (
            Eraser,
            declare_screens,
            register_aliases,
            register_eraser,
        )

        from . import personal_data  # noqa: F401
        from .consents import end_consents
        from .known import ids_merged_into
        from .readings import SCREENS

        declare_screens(SCREENS)
        register_aliases(ids_merged_into)
        register_eraser(Eraser(begin=end_consents))
