"""Two database roles: the owner migrates, the app works and cannot rewrite what is append-only."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections
from psycopg import sql


def append_only_tables() -> list[str]:
    """Tables of models that say `append_only = True`: rows are added, never changed or removed."""
    return sorted(
        model._meta.db_table for model in apps.get_models() if getattr(model, "append_only", False)
    )


def grant_to_app_role(using: str = "default", **kwargs: Any) -> None:
    """After each migration: all tables for the app's role, less what append-only forbids.

    Does nothing where the process already works as the app's role, which then owns no table.
    """
    role = settings.DATABASE_APP_ROLE
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        if cursor.fetchone()[0] == role:
            return
        cursor.execute(_grants(role, connection))


def _grants(role: str, connection: Any) -> Any:
    name = sql.Identifier(role)
    parts = [
        sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(name),
        sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}").format(
            name
        ),
        sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}").format(name),
    ]
    present = set(connection.introspection.table_names())
    for table in append_only_tables():
        if table in present:
            parts.append(
                sql.SQL("REVOKE UPDATE, DELETE, TRUNCATE ON {} FROM {}").format(
                    sql.Identifier(table), name
                )
            )
    return sql.SQL("; ").join(parts)
