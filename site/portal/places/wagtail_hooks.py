"""Registration only."""

from wagtail import hooks

from .viewsets import LocationViewSet


@hooks.register("register_admin_viewset")
def places() -> LocationViewSet:
    return LocationViewSet()
