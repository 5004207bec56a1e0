"""Logins, roles and professionals."""
