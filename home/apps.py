from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in
        from django.db.backends.signals import connection_created

        from booking import profile_links

        from . import personal_data  # noqa: F401
        from .account.fresh import note_login
        from .content_version import watch
        from .queries import directory_url, profile_page_url

        profile_links.register(profile_page_url, directory_url)
        user_logged_in.connect(note_login, dispatch_uid="home.account")
        connection_created.connect(watch, dispatch_uid="home.content_version")
