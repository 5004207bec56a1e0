"""The demo's own addresses; only where portal.demo is installed."""

from django.urls import path

urlpatterns: list = []
