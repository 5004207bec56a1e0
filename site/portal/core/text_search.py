"""Search that does not care about accents or capitals."""

import unicodedata


def folded(text: str) -> str:
    """The text without accents and in lower case, as search compares it."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(part for part in parts if not unicodedata.combining(part)).casefold()
