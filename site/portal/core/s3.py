"""Uploads in S3, at addresses of our own."""

from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage


class OwnAddressS3Storage(S3Storage):
    """Its files have no public address, signed or not: visitors ask the site, which streams them.

    The content policy allows no other host, and a signed link would outlive the right to the file.
    """

    def url(self, name: str, *args: object, **kwargs: object) -> str:
        return f"{settings.MEDIA_URL}{filepath_to_uri(name)}"
