"""What backing up and restoring refuse; told on the server's terminal, in English."""


class CannotBackUp(Exception):
    """Nothing was kept; the message says what to do."""


class CannotRestore(Exception):
    """The message says what to do. `untouched` when nothing had been written yet."""

    def __init__(self, message: str, *, untouched: bool = True) -> None:
        self.untouched = untouched
        super().__init__(message)
