"""Which services somebody may wish to offer: the catalogue above registers the answer."""

from collections.abc import Callable

Choices = list[tuple[str, str]]
_choices: Callable[[], Choices] = list


def register(choices: Callable[[], Choices]) -> None:
    """State how to find the services, as (identifier, name in the active language)."""
    global _choices
    _choices = choices


def services() -> Choices:
    """What the form offers, in the order of the price list; nothing where no catalogue is installed."""
    return _choices()
