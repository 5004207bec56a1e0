"""A demo never touches a database with real data: it must be empty, or carry the demo's marker."""

from portal.launcher.preflight import Obstacle

MARKER_TABLE = "demo_demomarker"


def require_demo_database(owner_url: str) -> None:
    """Refuse, in one line, a named database that is neither empty nor the demo's own."""
    # Of the product's own requirements, and only here: a foreign server may ask for TLS.
    import psycopg

    try:
        with psycopg.connect(owner_url, connect_timeout=10) as connection:
            tables = connection.execute(
                "SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace "
                "WHERE relkind IN ('r', 'p', 'v', 'm') AND nspname !~ '^pg_' "
                "AND nspname <> 'information_schema'"
            ).fetchall()
            names = {name for (name,) in tables}
            if not names:
                return
            marked = MARKER_TABLE in names and connection.execute(
                f"SELECT EXISTS (SELECT FROM {MARKER_TABLE})"
            ).fetchone() == (True,)
    except psycopg.Error as error:
        reason = " ".join(str(error).split())
        raise Obstacle(f"The database of DATABASE_OWNER_URL does not answer: {reason}") from None
    if not marked:
        raise Obstacle(
            "The database of DATABASE_URL holds data that are not the demo's: "
            "name an empty one for the demo."
        )
