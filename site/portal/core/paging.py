"""Pages of a list: which one was asked for, how large, and where the next one is."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Page, Paginator
from rest_framework import serializers
from rest_framework.request import Request

MOST_ON_A_PAGE, ON_A_PAGE = 100, 25


class PageQuestion(serializers.Serializer[Any]):
    """Which page, and of how many; one beyond the last is the last."""

    page = serializers.IntegerField(min_value=1, max_value=100_000, default=1)
    page_size = serializers.IntegerField(
        min_value=1, max_value=MOST_ON_A_PAGE, default=ON_A_PAGE, required=False
    )


class Paged(serializers.Serializer[Any]):
    """One page of a list: `count` is of the whole list, `next` and `previous` are addresses or null."""

    count = serializers.IntegerField(read_only=True)
    page = serializers.IntegerField(read_only=True)
    pages = serializers.IntegerField(read_only=True)
    next = serializers.CharField(read_only=True, allow_null=True)
    previous = serializers.CharField(read_only=True, allow_null=True)


def page_of(rows: Any, asked: Mapping[str, Any]) -> "Page[Any]":
    """The page that a PageQuestion asks for; `rows` stand in an order that is always the same."""
    return Paginator(rows, asked["page_size"]).get_page(asked["page"])


def paged(request: Request, page: "Page[Any]", results: Sequence[Any]) -> dict[str, Any]:
    """What `Paged` shows, and the results."""
    return {
        "count": page.paginator.count,
        "page": page.number,
        "pages": page.paginator.num_pages,
        "next": _address(request, page.next_page_number()) if page.has_next() else None,
        "previous": _address(request, page.previous_page_number()) if page.has_previous() else None,
        "results": results,
    }


def _address(request: Request, number: int) -> str:
    """The same question for another page."""
    asked = {**request.query_params.dict(), "page": str(number)}
    return f"{settings.SITE_URL}{request.path}?{urlencode(asked)}"
