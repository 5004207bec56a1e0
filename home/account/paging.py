"""Long lists in pages, with the links between them."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest

PER_PAGE = 20


def paged(request: HttpRequest, rows: Any, *, count: int = PER_PAGE) -> dict[str, Any]:
    """`page_obj` and `page_links` of components/pager.html; a wrong number leads to the nearest one."""
    page = Paginator(rows, count).get_page(request.GET.get("page"))
    links = [
        (number, f"?page={number}", number == page.number) for number in page.paginator.page_range
    ]
    return {"page_obj": page, "page_links": links}
