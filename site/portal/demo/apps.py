from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "portal.demo"
    label = "demo"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from portal.accounts.second_factor import hints

        from . import personal_data, phones  # noqa: F401

        hints.register(phones.what_it_shows)
