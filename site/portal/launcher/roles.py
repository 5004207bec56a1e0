"""Roles and database of the embedded PostgreSQL: an owner migrates, the app works."""

from portal.launcher.vault import Vault

SUPERUSER = "postgres"
OWNER = "portal_owner"
APP = "portal_app"
DATABASE = "portal"

_ROLE = """
SELECT 'CREATE ROLE {role}' WHERE NOT EXISTS
  (SELECT FROM pg_roles WHERE rolname = '{role}') \\gexec
ALTER ROLE {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '{password}';
"""
_DATABASE = f"""
SELECT 'CREATE DATABASE {DATABASE} OWNER {OWNER} TEMPLATE template0 ENCODING UTF8' WHERE NOT EXISTS
  (SELECT FROM pg_database WHERE datname = '{DATABASE}') \\gexec
REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC;
GRANT CONNECT ON DATABASE {DATABASE} TO {APP};
\\connect {DATABASE}
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO {APP};
"""
_TESTS = f"""
ALTER ROLE {OWNER} CREATEDB;
GRANT {APP} TO {OWNER};
"""


def preparation(vault: Vault) -> str:
    """The script that makes roles and database; run again it changes nothing but passwords."""
    roles = [
        _ROLE.format(role=role, password=vault.secret(f"password of {role}"))
        for role in (OWNER, APP)
    ]
    return "".join(roles) + _DATABASE


def for_tests() -> str:
    """What only tests allow: the owner makes databases and takes on the app's role."""
    return _TESTS
