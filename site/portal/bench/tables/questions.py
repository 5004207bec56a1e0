"""What is asked of the availability API."""

from datetime import date, timedelta
from urllib.parse import urlencode

API = "/api/appointments/available/"


def _days(days: int, ahead: int) -> dict[str, str]:
    first = date.today() + timedelta(days=ahead)
    return {"from": first.isoformat(), "to": (first + timedelta(days=days - 1)).isoformat()}


def service_of(number: int) -> str:
    """A service that professional `number` offers; see ground.sql."""
    return f"bench-{1 + number % 20}"


def ask_one(professional: str, *, days: int, ahead: int) -> str:
    """A query about `bench-<number>`."""
    number = int(professional.rpartition("-")[2])
    what = {"service": service_of(number), "professional": professional}
    return urlencode({**what, **_days(days, ahead)})


def ask_any(*, days: int) -> str:
    """A query about whoever offers the service of the fifty."""
    return urlencode({"service": "bench-any", **_days(days, 1)})
