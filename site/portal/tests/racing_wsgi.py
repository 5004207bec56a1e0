"""The race's control: the same server with the lock function replaced by one that locks nothing.

The one place where our own code is replaced; no setting, header or variable of the product does it.
"""

from importlib import import_module

# First the application, which loads Django; models can be imported only then.
application = import_module("portal.wsgi").application


def lock_nothing(rows: list) -> list:  # type: ignore[type-arg]
    """The rows, as the real function returns them, with nobody else kept waiting."""
    return list(rows)


import_module("booking.actions.locks").lock_in_order = lock_nothing
