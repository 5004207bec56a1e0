"""Views whose writes may be sent again: the Idempotency-Key header, and what is answered to it."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from drf_spectacular.utils import OpenApiParameter
from rest_framework import exceptions
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from .errors import DomainError
from .idempotency import LONGEST_KEY, Answer, KeyMissing, Wish, once, read_key
from .rest import translate

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
# Refusals that the same request would meet again; any other leaves the key free for the next try.
KEPT = frozenset({400, 403, 404, 409, 422})
Refusal = (DomainError, exceptions.APIException, Http404, PermissionDenied)


def key_parameter(*, is_required: bool) -> OpenApiParameter:
    """How the API's description calls the header."""
    return OpenApiParameter(
        HEADER,
        {"type": "string", "pattern": "^[!-~]+$", "minLength": 1, "maxLength": LONGEST_KEY},
        OpenApiParameter.HEADER,
        required=is_required,
        description="A sign of your own for this one wish: sent again, it is answered the same.",
    )


def answer_once(
    request: Request, act: Callable[[UUID], Response], *, needs_key: bool = False
) -> Response:
    """What `act` answers to this request, or answered before to the same login, key and content.

    `act` gets a number by which it can find what an earlier try has done. Of what it refuses nothing
    stays written. Raises KeyMissing where `needs_key` and there is none.
    """
    key = request.headers.get(HEADER)
    if key is None:
        if needs_key:
            raise KeyMissing()
        return act(uuid4())
    # Nothing reads the body of a DELETE.
    body = None if request.method == "DELETE" else request.data
    sent = {"body": body, "query": request.query_params.dict()}
    wish = Wish(request.user, read_key(key), str(request.method), request.path, sent)
    return _response(once(wish, lambda attempt: _answer(act, attempt)))


def _answer(act: Callable[[UUID], Response], attempt: UUID) -> Answer:
    try:
        with transaction.atomic():
            response = act(attempt)
    except Refusal as error:
        refused = translate(error, {})
        if refused is None or refused.status_code not in KEPT:
            raise
        response = refused
    body: Any = b"" if response.data is None else JSONRenderer().render(response.data)
    return Answer(response.status_code, body.decode())


def _response(answer: Answer) -> Response:
    data = json.loads(answer.body) if answer.body else None
    headers = {REPLAYED: "true"} if answer.is_repeated else {}
    return Response(data, status=answer.status, headers=headers)
