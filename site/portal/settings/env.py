"""The typed environment: every variable is named here once; `NAME_FILE` reads a secret from a file."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def raw(name: str) -> str | None:
    """The variable, or the content of the file that `NAME_FILE` points to, or None."""
    if path := os.environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE: cannot read {path}: {error}") from error
    return os.environ.get(name)


def text(name: str, default: str | None = None) -> str:
    """A string; without a default a missing or empty one refuses to start."""
    value = raw(name)
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"{name} is missing: set {name} or {name}_FILE")
    return default


def integer(name: str, default: int) -> int:
    value = raw(name)
    if not value:
        return default
    try:
        return int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}") from error


def boolean(name: str, default: bool) -> bool:
    value = (raw(name) or "").lower()
    if not value:
        return default
    if value not in {"1", "0", "true", "false", "yes", "no"}:
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}")
    return value in {"1", "true", "yes"}


def words(name: str, default: str | None = None) -> list[str]:
    """A comma-separated list; without a default a missing or empty one refuses to start."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def postgres(url: str, name: str) -> dict[str, object]:
    """A Django database entry from `postgres://user:password@host:port/database`.

    A host that is a percent-encoded path is a unix socket's folder.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ImproperlyConfigured(f"{name} must look like postgres://user:password@host/database")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.netloc.rpartition("@")[2].rpartition(":")[0] or "")
        if parts.port
        else unquote(parts.netloc.rpartition("@")[2]),
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def mail(url: str) -> dict[str, object]:
    """Mail settings from `smtp://user:password@host:port?tls=1`, `console://` or `mailbox://`."""
    parts = urlsplit(url)
    backends = {
        "console": "django.core.mail.backends.console.EmailBackend",
        "smtp": "portal.notifications.channels.smtp.Backend",
        "mailbox": "portal.demo.mailbox.MailboxBackend",
        "memory": "django.core.mail.backends.locmem.EmailBackend",
    }
    if parts.scheme not in backends:
        raise ImproperlyConfigured("EMAIL_URL must start with smtp://, console:// or mailbox://")
    options = dict(parse_qsl(parts.query))
    return {
        "EMAIL_BACKEND": backends[parts.scheme],
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or 25,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": options.get("tls") == "1",
        "EMAIL_USE_SSL": options.get("ssl") == "1",
        "EMAIL_TIMEOUT": 10,
    }


def refuse_owner(process: str) -> None:
    """A process that serves or works must not hold the owner's password; only `migrate` may."""
    if raw("DATABASE_OWNER_URL"):
        raise ImproperlyConfigured(
            f"{process} must not be given DATABASE_OWNER_URL: only manage.py migrate is"
        )


def storage(url: str, name: str) -> dict[str, object]:
    """An entry of STORAGES from `file:///folder` or `s3://bucket/prefix?region=…&endpoint=…`.

    The keys of S3 come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or from the machine's role.
    Nothing is ever overwritten, and nothing has a public address.
    """
    parts = urlsplit(url)
    if parts.scheme == "file" and parts.path.startswith("/"):
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": unquote(parts.path)},
        }
    if parts.scheme != "s3" or not parts.netloc:
        raise ImproperlyConfigured(
            f"{name} must look like file:///folder or s3://bucket/prefix?region=eu-west-1"
        )
    options = dict(parse_qsl(parts.query))
    return {
        "BACKEND": "portal.core.s3.OwnAddressS3Storage",
        "OPTIONS": {
            "bucket_name": parts.netloc,
            "location": unquote(parts.path.strip("/")),
            "region_name": options.get("region"),
            "endpoint_url": options.get("endpoint"),
            "access_key": raw("AWS_ACCESS_KEY_ID"),
            "secret_key": raw("AWS_SECRET_ACCESS_KEY"),
            "default_acl": None,
            "file_overwrite": False,
        },
    }
