"""How logins are checked: allauth's way, with rights by role alone."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import Permission
from django.db.models import QuerySet


class RolesOnly(AuthenticationBackend):  # type: ignore[misc]
    """Every right comes with the role's group (roles.RIGHTS): none is ever given to one login.

    So nobody asks for such rights, which would be a question to the database on each page of staff,
    and none written into the database by another way would count.
    """

    def _get_user_permissions(self, user_obj: Any) -> QuerySet[Permission]:
        return Permission.objects.none()
