"""Holders: rows with a key of their own, so that destroying the key forgets what it sealed.

The key stands wrapped on the holder's own row: it exists exactly as long as the row does, is made
in the same statement, and costs no question to the database where the row is at hand
(docs/adr/0011-keys-of-holders.md).
"""

from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from .keys import CannotDecrypt, decrypt_for, encrypt_for, holder_of, new_wrapped_key


class DataKeyField(models.TextField):
    """A holder's wrapped key: made as the row is added; saving the row later leaves it alone.

    Whoever saves a row that was read before a rotation, or before the key was destroyed, would
    otherwise bring the old one back. Only an `update()` of the column changes it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.update(editable=False, default="")
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        if not add:
            return F(self.attname)
        return self.made(model_instance)

    def made(self, instance: models.Model) -> str:
        """The key of a row that is being added."""
        if not getattr(instance, self.attname):
            setattr(instance, self.attname, new_wrapped_key(instance.pk))
        return str(getattr(instance, self.attname))


class KeyHolder(models.Model):
    """A model whose rows hold a key; its primary key is a UUID."""

    data_key = DataKeyField(_("key"))
    key_destroyed_at = models.DateTimeField(
        _("key destroyed"), null=True, blank=True, editable=False
    )

    class Meta:
        abstract = True

    @property
    def wrapped_key(self) -> str:
        """The wrapped key; of a row not saved yet it is made now."""
        if self._state.adding and not self.data_key:
            field = self._meta.get_field("data_key")
            assert isinstance(field, DataKeyField)
            return field.made(self)
        return self.data_key

    @property
    def holder_id(self) -> UUID:
        assert isinstance(self.pk, UUID)
        return self.pk


def seal(holder: KeyHolder, text: str, *, name: str, row: UUID) -> str:
    """Seal `text` for the field `name` of `row` with the key of `holder`."""
    return encrypt_for(holder.holder_id, holder.wrapped_key, text, name=name, row=row)


def unseal(holder: KeyHolder, token: str, *, name: str, row: UUID) -> str:
    """Open `token`; after a merge the row may belong to another holder than the one who sealed.

    Raises `CannotDecrypt`, also when the key was destroyed.
    """
    sealed_by = holder_of(token)
    assert sealed_by is not None
    holder = who_sealed(holder, sealed_by, what=f"{name} of {row}")
    return decrypt_for(sealed_by, holder.wrapped_key, token, name=name, row=row)


def who_sealed(holder: KeyHolder, sealed_by: UUID, *, what: str) -> KeyHolder:
    """The holder of that id: `holder` itself, or one who was merged into them.

    Raises `CannotDecrypt`, which names `what` was to be opened, when there is none.
    """
    if sealed_by == holder.holder_id:
        return holder
    found = type(holder)._base_manager.filter(pk=sealed_by).first()
    if found is None:
        raise CannotDecrypt(f"{what}: its holder is gone")
    return found
