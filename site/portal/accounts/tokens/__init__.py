"""Tokens, by which other systems are logged in (docs/adr/0017)."""
