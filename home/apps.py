from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created

        from booking import profile_links

        from . import (
            personal_data,  # noqa: F401
            receivers,  # noqa: F401
        )
        from .content_version import watch
        from .own_page import mails
        from .queries import directory_url, profile_page_url

        mails.declare_kinds()
        mails.replace_wagtails()
        profile_links.register(profile_page_url, directory_url)
        connection_created.connect(watch, dispatch_uid="home.content_version")
