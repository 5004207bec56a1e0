"""Amounts: decimals in euros, written as the reader's language does."""

from decimal import Decimal

from django.utils.translation import get_language

NO_BREAK_SPACE = "\u00a0"


def money(amount: Decimal | None, language: str | None = None) -> str:
    """«35 €», «7,97 €»; “€35”, “€7.97”. Empty for None."""
    if amount is None:
        return ""
    whole = amount == amount.to_integral_value()
    digits = f"{amount:.0f}" if whole else f"{amount:.2f}"
    if (language or get_language() or "es").startswith("en"):
        return f"€{digits}"
    return f"{digits.replace('.', ',')}{NO_BREAK_SPACE}€"
