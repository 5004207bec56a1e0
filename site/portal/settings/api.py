"""The API: JSON only, closed unless a view opens itself, refusals through one translator."""

from typing import Any

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    # The editor's own choosers ask Wagtail's API with their session; our views say for themselves.
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_METADATA_CLASS": None,
    "EXCEPTION_HANDLER": "portal.core.rest.translate",
    "UNAUTHENTICATED_USER": None,
    # `?format=` is a word that a question may need; only the Accept header negotiates.
    "URL_FORMAT_OVERRIDE": None,
}
