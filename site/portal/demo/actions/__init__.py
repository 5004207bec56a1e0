"""Writes of the demo: one verb a function."""

from .loading import DemoRefused, load_demo
from .logins import set_random_passwords

__all__ = ["DemoRefused", "load_demo", "set_random_passwords"]
