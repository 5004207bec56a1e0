"""Listings of the Wagtail admin that ask as much of the database for a thousand rows as for ten."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, re_path
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.helpers.search import BaseSearchHandler
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import IndexView, WMABaseView

from .text_search import matching


class ReadOnly(PermissionHelper):
    """Whoever has any right to the rows reads them; what changes them has screens of its own."""

    def user_can_create(self, user: Any) -> bool:
        return False

    def user_can_edit_obj(self, user: Any, obj: Any) -> bool:
        return False

    def user_can_delete_obj(self, user: Any, obj: Any) -> bool:
        return False


class TextSearch(BaseSearchHandler):
    """A listing's search box, without accents; a listing says `by` which ways a word leads to rows."""

    by: Callable[[str], Sequence[QuerySet[Any]]]

    def search_queryset(self, queryset: Any, search_term: str, **kwargs: Any) -> Any:
        return matching(queryset, search_term, type(self).by)


class ListView(IndexView):
    """Wagtail's listing builds its filters twice and counts three times; this one does it once."""

    @cached_property
    def _found(self) -> QuerySet[Any]:
        found = self.narrowed(super().get_queryset(self.request))
        setattr(found, "count", cache(found.count))  # noqa: B010 (a method, to a type checker)
        return found

    def narrowed(self, found: QuerySet[Any]) -> QuerySet[Any]:
        """For filters of a listing's own."""
        return found

    def get_queryset(self, request: HttpRequest | None = None) -> QuerySet[Any]:
        return self._found


class OneRow:
    """A screen about one row, mixed into Wagtail's: whoever may not see it learns nothing of it."""

    instance: Any
    instance_pk: str
    request: HttpRequest
    was_allowed = False

    def __init__(self, model_admin: Any, instance_pk: str) -> None:
        # Wagtail would read the row here, bare, and before it is known who asks.
        WMABaseView.__init__(self, model_admin)
        self.instance_pk = self.pk_quoted = instance_pk

    def check_action_permitted(self, user: Any) -> bool:
        # Wagtail asks more than once in a request.
        if not self.was_allowed:
            self.instance = self.find(user, self.instance_pk)
            self.was_allowed = True
        return True

    def find(self, user: Any, pk: str) -> Any:
        """The row of that number, with what the screen shows; raises Http404 for whoever may not."""
        raise NotImplementedError


class ByErrands(ModelAdmin):
    """A list and a page for each row, on which nothing is edited: `errands` are the screens that act."""

    inspect_view_enabled = True
    history_view_enabled = False

    def errands(self) -> Mapping[str, Any]:
        """The views, by the word that stands in their address."""
        raise NotImplementedError

    def get_admin_urls_for_registration(self) -> tuple[URLPattern, ...]:
        """Without Wagtail's own for adding, editing and deleting."""
        views = {"index": self.index_view, "inspect": self.inspect_view}
        views |= {name: self._errand(view) for name, view in self.errands().items()}
        helper = self.url_helper
        return tuple(
            re_path(
                helper.get_action_url_pattern(name), view, name=helper.get_action_url_name(name)
            )
            for name, view in views.items()
        )

    def _errand(self, view: Any) -> Callable[[HttpRequest, str], HttpResponse]:
        def respond(request: HttpRequest, instance_pk: str) -> HttpResponse:
            answer: HttpResponse = view.as_view(model_admin=self, instance_pk=instance_pk)(request)
            return answer

        return respond
