"""Wagtail pages, and the settings of the site."""

from .articles import ArticleIndexPage, ArticlePage
from .directory import DirectoryPage, ProfilePage
from .home_page import HomePage
from .reviews import ProfileReview
from .services import ServiceIndexPage, ServicePage
from .site_settings import ClinicIdentity, FooterText, Menus, SiteNotice, SocialLinks
from .standard_page import StandardPage

__all__ = [
    "ArticleIndexPage",
    "ArticlePage",
    "ClinicIdentity",
    "DirectoryPage",
    "FooterText",
    "HomePage",
    "Menus",
    "ProfilePage",
    "ProfileReview",
    "ServiceIndexPage",
    "ServicePage",
    "SiteNotice",
    "SocialLinks",
    "StandardPage",
]
