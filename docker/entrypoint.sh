#!/bin/sh
# What the image does: migrate once, serve, work, keep time, or any command of manage.py.
set -eu
word=${1:-web}
[ $# -gt 0 ] && shift

case $word in
  migrate)
    # One of several that start at once migrates, the others wait for it.
    exec python manage.py migrate_once "$@"
    ;;
  web)
    # Its workers' signs of life: in memory, where a busy disk cannot hold them up.
    signs=/dev/shm
    [ -d "$signs" ] || signs=/tmp
    exec gunicorn portal.wsgi --bind "${WEB_BIND:-0.0.0.0:8000}" --worker-class gthread \
      --workers "${WEB_WORKERS:-2}" --threads "${WEB_THREADS:-8}" --preload \
      --no-control-socket --worker-tmp-dir "$signs" --max-requests 5000 --max-requests-jitter 500 \
      --graceful-timeout 25 --timeout 30 "$@"
    ;;
  worker)
    exec celery -A portal worker --loglevel INFO --concurrency "${WORKER_CONCURRENCY:-2}" "$@"
    ;;
  beat)
    exec celery -A portal beat --loglevel INFO --schedule /tmp/celerybeat-schedule "$@"
    ;;
  *)
    exec python manage.py "$word" "$@"
    ;;
esac
