"""Where profiles and the directory are, for who must not know this app: see `booking.profile_links`."""

from portal.accounts.models import Professional

from .directories import active_language, directory_paths, profile_path


def directory_url() -> str:
    """The directory in the active language, "" while there is none."""
    return directory_paths().get(active_language(), "")


def profile_page_url(professional: Professional) -> str:
    """The professional's page in the active language, or the directory when it has none."""
    return profile_path(professional.pk)
