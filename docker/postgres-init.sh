#!/bin/bash
# Runs once, in an empty data folder: two roles and the database. The owner migrates, the app works.
set -euo pipefail
for name in owner_password app_password; do
  [ -s "/run/secrets/$name" ] || { echo "docker/secrets/$name is missing, empty, or not readable here" >&2; exit 1; }
done

# psql reads the passwords itself, so that they stand on no command line and in no environment; nor
# may a statement that holds one be written to the server's log.
psql -X -q -v ON_ERROR_STOP=1 --username postgres <<'SQL'
SET log_statement TO none;
SET log_min_error_statement TO panic;
SET log_min_duration_statement TO -1;
\set owner `cat /run/secrets/owner_password`
\set app `cat /run/secrets/app_password`
CREATE ROLE portal_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'owner';
CREATE ROLE portal_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'app';
CREATE DATABASE portal OWNER portal_owner TEMPLATE template0 ENCODING 'UTF8';
REVOKE ALL ON DATABASE portal FROM PUBLIC;
GRANT CONNECT ON DATABASE portal TO portal_app;
\connect portal
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT ALL ON SCHEMA public TO portal_owner;
GRANT USAGE ON SCHEMA public TO portal_app;
SQL
