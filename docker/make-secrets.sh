#!/bin/sh
# Writes what is missing in docker/secrets/ and sets its rights; what is there is never changed, so it
# may be run again. A file can be read by the one user that needs it: 10001 in the portal's image, 999
# in PostgreSQL's. Compose hands files on with the owner and mode they have on the server.
set -eu
umask 077
cd "$(dirname "$0")"
portal=10001
postgres=999

if [ "$(id -u)" != 0 ]; then
  echo "Run it as root: only root may give a file to another user." >&2
  exit 1
fi
# Its names may be seen by nobody but root; who may open a file says the file.
mkdir -p secrets
chmod 711 secrets

# keep NAME USER: standard input becomes the file, unless there is one.
keep() {
  if [ ! -s "secrets/$1" ]; then
    cat > "secrets/.$1"
    mv "secrets/.$1" "secrets/$1"
    echo "written: secrets/$1"
  fi
  chmod 400 "secrets/$1"
  chown "$2:$2" "secrets/$1"
}
letters() { od -An -v -N32 -tx1 /dev/urandom | tr -d ' \n'; }
# address ROLE FILE DATABASE: printf belongs to the shell, so no password is on a command line.
address() { printf 'postgres://%s:%s@postgres/%s' "$1" "$(cat "secrets/$2")" "$3"; }

letters | keep secret_key $portal
{ printf 'k1:'; head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d '\n'; } | keep field_encryption_keys $portal
letters | keep postgres_password $postgres
letters | keep owner_password $postgres
letters | keep app_password $postgres
address portal_app app_password portal | keep database_url $portal
address portal_owner owner_password portal | keep database_owner_url $portal
address postgres postgres_password postgres | keep drill_owner_url $portal

if [ ! -s secrets/email_url ]; then
  printf 'The mail server, as smtp://user:password@host:587?tls=1: '
  IFS= read -r mail || mail=
  case $mail in
    smtp://?*) printf '%s' "$mail" | keep email_url $portal ;;
    *) echo "Not written: secrets/email_url. Run this again with the address at hand." >&2; exit 1 ;;
  esac
else
  keep email_url $portal < /dev/null
fi
