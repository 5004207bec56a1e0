"""The description of the API: OpenAPI, and the page that shows it, all from this host."""

from typing import Any

from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiJsonRenderer2
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.renderers import JSONRenderer, TemplateHTMLRenderer
from rest_framework.request import Request

from portal.core.rest import PublicView


class Schema(PublicView, SpectacularAPIView):  # type: ignore[misc]
    """What may be asked, what is answered, and how it is refused."""

    is_described = False
    renderer_classes = [OpenApiJsonRenderer, OpenApiJsonRenderer2, JSONRenderer]


class Docs(PublicView, SpectacularSwaggerSplitView):  # type: ignore[misc]
    """The same for people. Swagger writes styles into its elements: allowed here and nowhere else."""

    is_described = False
    renderer_classes = [TemplateHTMLRenderer]
    url_name = "api:schema"
    template_name = "api/docs.html"

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response._csp_update = {"style-src": ["'unsafe-inline'"], "img-src": ["data:"]}
        return super().finalize_response(request, response, *args, **kwargs)
