"""Where an installation may say what the app shows: the demo does, as nobody has its phones."""

from collections.abc import Callable

from portal.accounts.models import User

Hint = Callable[[User], str]
_hints: list[Hint] = []


def register(hint: Hint) -> None:
    """Ask `hint` what stands beside the code's field; called from AppConfig.ready()."""
    _hints.append(hint)


def hint_for(user: User) -> str:
    """What was said about this login; nothing outside a demo."""
    return next(filter(None, (hint(user) for hint in _hints)), "")
