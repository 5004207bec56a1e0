"""The API's description speaks of every address and method that is answered, and of none of Wagtail's."""

import re
from collections.abc import Iterable
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver, path
from drf_spectacular.generators import SchemaGenerator
from rest_framework.response import Response

from portal.core.rest import PublicView

METHODS = {"get", "post", "put", "patch", "delete"}
# What describes the API, and what answers for the rest.
NOT_DESCRIBED = {"schema", "docs", "nowhere"}


def schema() -> dict[str, Any]:
    found: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    return found


def described(document: dict[str, Any]) -> set[tuple[str, str]]:
    """Every (path, method) of the document; an empty one proves nothing."""
    found = {
        (address, method)
        for address, operations in document["paths"].items()
        for method in operations
        if method in METHODS
    }
    assert found, "the description is empty"
    return found


def ours() -> list[Any]:
    """The addresses below /api/."""
    [below] = [one for one in get_resolver().url_patterns if str(one.pattern) == "api/"]
    return list(below.url_patterns)


def answered(patterns: Iterable[Any]) -> set[tuple[str, str]]:
    """Every (path, method) that the resolver leads to."""
    return {
        ("/api/" + re.sub(r"<\w+:pk>", "{id}", str(pattern.pattern)), method)
        for pattern in patterns
        if pattern.name not in NOT_DESCRIBED
        for method in METHODS
        if hasattr(pattern.callback.cls, method)
    }


def test_the_description_and_the_resolver_agree() -> None:
    assert described(schema()) == answered(ours())


def test_an_address_that_the_description_lacks_is_found() -> None:
    class Planted(PublicView):
        def get(self, request: Any) -> Response:
            return Response()

    planted = [*ours(), path("planted/", Planted.as_view(), name="planted")]
    assert answered(planted) - described(schema()) == {("/api/planted/", "get")}


def test_an_empty_description_fails() -> None:
    with pytest.raises(AssertionError, match="empty"):
        described({"paths": {}})


def test_it_is_made_without_a_complaint() -> None:
    written = StringIO()
    call_command("spectacular", "--fail-on-warn", "--validate", stdout=written)
    assert "/admin/" not in written.getvalue()
    assert "openapi: 3" in written.getvalue()


def test_every_refusal_is_the_one_component() -> None:
    document = schema()
    problem = {"$ref": "#/components/schemas/Problem"}
    for address, method in described(document):
        answers = document["paths"][address][method]["responses"]
        refusals = {status for status in answers if status.startswith("4")}
        assert {"406", "413"} <= refusals
        for status in refusals:
            content = answers[status]["content"]
            assert content == {"application/json": {"schema": problem}}, (address, status)
    stated = document["components"]["schemas"]["Problem"]
    assert stated["required"] == ["code", "message"]
    assert set(stated["properties"]) == {"code", "message", "fields", "alternatives"}


def test_no_answer_holds_a_password_and_only_logging_in_gives_tokens() -> None:
    document = schema()
    for address, method in described(document):
        for status, answer in document["paths"][address][method]["responses"].items():
            for content in answer.get("content", {}).values():
                name = content["schema"]["$ref"].rpartition("/")[2]
                fields = set(document["components"]["schemas"][name]["properties"])
                assert not fields & {"password", "otp", "stamp", "seed", "bound"}
                if fields & {"access", "refresh"}:
                    assert address in {"/api/auth/login/", "/api/auth/refresh/"}, status


def test_anybody_may_read_it(client: Client) -> None:
    response = client.get("/api/schema/")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/vnd.oai.openapi+json")
    assert response.json()["paths"].keys() == schema()["paths"].keys()
    assert not response.cookies


def test_the_page_allows_inline_styles_and_no_other_page_does(client: Client) -> None:
    docs = client.get("/api/docs/")
    assert docs.status_code == 200
    # The directives come in no order.
    policy = {part.strip() for part in docs["Content-Security-Policy"].split(";")}
    assert {"style-src 'self' 'unsafe-inline'", "script-src 'self'"} <= policy
    assert "http" not in docs.content.decode()
    assert "unsafe" not in client.get("/api/schema/")["Content-Security-Policy"]
