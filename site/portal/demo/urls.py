"""The demo's own addresses; only where portal.demo is installed."""

urlpatterns: list = []
