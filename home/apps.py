from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from booking import profile_links

        from . import personal_data  # noqa: F401
        from .queries import directory_url, profile_page_url

        profile_links.register(profile_page_url, directory_url)
