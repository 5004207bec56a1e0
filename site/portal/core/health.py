"""Is the process alive, and may it get traffic."""

from collections.abc import Callable
from datetime import datetime

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from .breaker import is_reachable
from .time import now

Respond = Callable[[HttpRequest], HttpResponse]
Oldest = Callable[[], datetime | None]
# What waits for the worker: each app that has a queue in the database answers when its oldest was due.
_waiting: list[Oldest] = []


def register_waiting(oldest: Oldest) -> None:
    """Have `/readyz` count how long the oldest of these rows has been due."""
    _waiting.append(oldest)


def asked_by_address(get_response: Respond) -> Respond:
    """Middleware: both questions are answered whatever host they were put to.

    The image's own check, a load balancer and an orchestrator ask by an address of the inside, which
    ALLOWED_HOSTS does not name; neither answer depends on the host.
    """
    views = {"/healthz": healthz, "/readyz": readyz}

    def respond(request: HttpRequest) -> HttpResponse:
        view = views.get(request.path_info, get_response)
        return view(request)

    return respond


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers; says nothing about what it leans on."""
    return JsonResponse({"status": "ok"})


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """503 when the database is away or not migrated.

    The broker's state and the seconds that work has been waiting are told besides; they make nothing
    red, as the site goes on and nothing is lost without a worker.
    """
    state: dict[str, str | int | None] = {"database": "ok", "migrations": "ok"}
    lag: int | None = None
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            state["migrations"] = "pending"
        else:
            lag = worker_lag_seconds()
    except DatabaseError:
        state = {"database": "unreachable", "migrations": "unknown"}
    ready = all(value == "ok" for value in state.values())
    state |= {"broker": "ok" if is_reachable() else "unreachable", "worker_lag_seconds": lag}
    return JsonResponse(
        {"status": "ok" if ready else "unavailable", **state}, status=200 if ready else 503
    )


def worker_lag_seconds() -> int:
    """For how long the oldest piece of work has been due and not done; 0 when nothing waits."""
    dues = [due for oldest in _waiting if (due := oldest()) is not None]
    return max(0, int((now() - min(dues)).total_seconds())) if dues else 0
