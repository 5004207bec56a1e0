"""The API: JSON only, closed unless a view opens itself, refusals through one translator."""

from typing import Any

from . import env

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    # The editor's own choosers ask Wagtail's API with their session; our views say for themselves.
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_SCHEMA_CLASS": "portal.core.schema.OneShape",
    "EXCEPTION_HANDLER": "portal.core.rest.translate",
    # `?format=` is a word that a question may need; only the Accept header negotiates.
    "URL_FORMAT_OVERRIDE": None,
}

# How long an access token opens the API, and a login lasts however often it is refreshed.
API_ACCESS_SECONDS = env.integer("API_ACCESS_SECONDS", 300)
API_FAMILY_DAYS = env.integer("API_FAMILY_DAYS", 30)
# A used token that comes back within these seconds is two tabs or a lost answer; later, a theft.
API_REFRESH_GRACE_SECONDS = env.integer("API_REFRESH_GRACE_SECONDS", 10)
# "NUMBER/PERIOD" with s, m, h or d, or "off".
API_REQUESTS_PER_PERSON = env.text("API_REQUESTS_PER_PERSON", "300/m")
API_REQUESTS_PER_ADDRESS = env.text("API_REQUESTS_PER_ADDRESS", "600/m")
API_LOGINS_PER_ADDRESS = env.text("API_LOGINS_PER_ADDRESS", "60/m")
# No question of ours is longer.
API_MOST_BYTES = 65_536

# Sites whose scripts may ask the API from a browser; none by default, and never with cookies.
CORS_ALLOWED_ORIGINS = env.words("CORS_ALLOWED_ORIGINS", "")
CORS_URLS_REGEX = r"^/api/"
CORS_ALLOW_CREDENTIALS = False
CORS_EXPOSE_HEADERS = ["ETag", "Idempotency-Replayed", "Retry-After", "X-Request-ID"]
CORS_ALLOW_METHODS = ["GET", "POST", "PUT", "DELETE"]
CORS_ALLOW_HEADERS = [
    "accept-language",
    "authorization",
    "content-type",
    "idempotency-key",
    "if-none-match",
]

SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "MyPet Online",
    "DESCRIPTION": "Professionals, services, places and free times for anybody; logging in, one's own "
    "appointments and data, and the logins of the team.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "PREPROCESSING_HOOKS": ["portal.core.schema.only_ours"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "persistAuthorization": False},
}
