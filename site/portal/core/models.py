"""Abstract models every floor may stand on; with this module core also hears of migrations."""

from django.db import models


class AppendOnly(models.Model):
    """Rows of this table are added and read; the app's role may do nothing else to them."""

    append_only = True

    class Meta:
        abstract = True
