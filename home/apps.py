from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created

        from booking import profile_links
        from booking.own.sections import Section, register

        from . import (
            personal_data,  # noqa: F401
            receivers,  # noqa: F401
        )
        from .content_version import watch
        from .own_page import mails
        from .queries import directory_url, profile_page_url

        register(Section("page", _("My page"), "file-text", "own_page:page", place=60))
        mails.declare_kinds()
        mails.replace_wagtails()
        profile_links.register(profile_page_url, directory_url)
        connection_created.connect(watch, dispatch_uid="home.content_version")
