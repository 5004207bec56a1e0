"""Is the process alive, and may it get traffic."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers; says nothing about what it leans on."""
    return JsonResponse({"status": "ok"})


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """503 when the database is away or not migrated; a stopped broker does not make it red."""
    state = {"database": "ok", "migrations": "ok"}
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            state["migrations"] = "pending"
    except DatabaseError:
        state = {"database": "unreachable", "migrations": "unknown"}
    ready = all(value == "ok" for value in state.values())
    return JsonResponse(
        {"status": "ok" if ready else "unavailable", **state}, status=200 if ready else 503
    )
