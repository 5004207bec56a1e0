"""Registration only."""

from wagtail import hooks

from .viewsets import ListsGroup


@hooks.register("register_admin_viewset")
def lists() -> ListsGroup:
    return ListsGroup()
