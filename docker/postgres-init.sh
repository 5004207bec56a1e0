#!/bin/bash
# Runs once, in an empty data folder: two roles and the database. The owner migrates, the app works.
set -euo pipefail
owner=$(cat /run/secrets/owner_password)
app=$(cat /run/secrets/app_password)

psql -v ON_ERROR_STOP=1 -v owner="$owner" -v app="$app" --username postgres <<'SQL'
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
