"""What the OpenAPI document says: our views and no others, each refusal in the one shape."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers

# Any request may meet these; the rest depends on the view.
ALWAYS = (406, 413)
WITH_BODY = ("post", "put", "patch")
RETRY = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds to wait."}}
CHALLENGE = {"WWW-Authenticate": {"schema": {"type": "string"}}}


class FreeInstead(serializers.Serializer[Any]):
    """A free time near the one that is taken, on the clock of its place."""

    starts_at = serializers.DateTimeField(read_only=True)
    professional = serializers.CharField(read_only=True)
    location = serializers.CharField(read_only=True)


class Problem(serializers.Serializer[Any]):
    """Any refusal: `code` for machines, `message` for people, `fields` where inputs are to blame.

    `alternatives` stands where a time is taken: the nearest free ones, perhaps none.
    """

    code = serializers.CharField(read_only=True)
    message = serializers.CharField(read_only=True)
    fields = serializers.DictField(child=serializers.CharField(), required=False)  # type: ignore[assignment]
    alternatives = FreeInstead(many=True, required=False)


def only_ours(endpoints: list[Any], **kwargs: Any) -> list[Any]:
    """The views below /api/, never those of Wagtail's own API; not what describes them."""
    return [
        entry
        for entry in endpoints
        if entry[0].startswith("/api/") and getattr(entry[3].cls, "is_described", True)
    ]


class OneShape(AutoSchema):  # type: ignore[misc]
    """Adds to each operation the refusals that it may answer with.

    A view says in `refusals` what is its own: {"post": (403, 422)}.
    """

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        for status in self._refusals():
            body = self._get_response_for_code(Problem, str(status))
            body["description"] = ""
            if status == 429:
                body["headers"] = RETRY
            if status == 401:
                body["headers"] = CHALLENGE
            bodies.setdefault(str(status), body)
        if getattr(self.view, "is_conditional", False):
            bodies["304"] = {"description": "What If-None-Match names is still the answer."}
        return bodies

    def _refusals(self) -> list[int]:
        method, view = self.method.lower(), self.view
        found = {*ALWAYS, *getattr(view, "refusals", {}).get(method, ())}
        if method in WITH_BODY:
            found |= {400, 415, 503}
        if view.authentication_classes:
            found.add(401)
        if view.throttle_classes:
            found.add(429)
        if "{" in self.path:
            found.add(404)
        return sorted(found)
