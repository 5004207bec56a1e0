"""Wagtail pages."""

from .directory import DirectoryPage, ProfilePage
from .home_page import HomePage

__all__ = ["DirectoryPage", "HomePage", "ProfilePage"]
