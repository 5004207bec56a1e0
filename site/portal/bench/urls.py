"""The product's addresses and C: a view that does nothing, behind the same middlewares."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from portal import urls
from portal.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
CONSTANT = "/bench/constant"


def constant(request: HttpRequest) -> HttpResponse:
    return HttpResponse('{"constant":true}', content_type="application/json")


urlpatterns = [path(CONSTANT.strip("/"), constant), *urls.urlpatterns]
