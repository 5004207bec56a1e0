"""PostgreSQL: the app's role in every running process, the owner's only in the one that migrates."""

from . import env

DATABASE_URL = env.text("DATABASE_URL")
# Only `migrate` is started with this variable: then this process works as the owner of the tables
# and grants the app's role what it needs (portal.core.database_roles).
DATABASE_OWNER_URL = env.text("DATABASE_OWNER_URL", "")
DATABASE_APP_ROLE = str(env.postgres(DATABASE_URL, "DATABASE_URL")["USER"])

_default = env.postgres(DATABASE_OWNER_URL or DATABASE_URL, "DATABASE_URL")
_default["CONN_MAX_AGE"] = env.integer("DATABASE_CONN_MAX_AGE", 60)
_default["CONN_HEALTH_CHECKS"] = True
DATABASES = {"default": _default}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
