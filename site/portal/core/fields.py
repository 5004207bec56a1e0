"""Encrypted fields: sealed as the row is saved, opened when somebody reads the attribute."""

import json
from typing import Any
from uuid import UUID

from django.core.exceptions import FieldError
from django.db import models

from .holders import KeyHolder, seal, unseal
from .keys import decrypt, encrypt, holder_of

# Sealed with a key of the installation; anything else is a path to the holder.
INSTALLATION = "installation"


class Sealed(str):
    """A ciphertext as the database holds it."""


class _Opener:
    """The attribute: hands out clear text, keeps the ciphertext until somebody asks."""

    def __init__(self, field: "EncryptedTextField") -> None:
        self.field = field

    def __get__(self, instance: models.Model | None, owner: type | None = None) -> Any:
        if instance is None:
            return self
        values = instance.__dict__
        if self.field.attname not in values:
            instance.refresh_from_db(fields=[self.field.attname])
        value = values[self.field.attname]
        if isinstance(value, Sealed):
            value = self.field.open(value, instance)
            values[self.field.attname] = value
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class EncryptedTextField(models.TextField):
    """Text that the database, its backups and its log only see sealed (AES-256-GCM).

    `name` is the constant the ciphertext is bound to, together with the row's UUID primary key;
    it never changes, whatever the model or column is called. `holder` names whose key seals it: a
    path from the row to a KeyHolder ("visit.person"), "self", or "installation".
    """

    # What an emptied value reads as.
    nothing: Any = ""

    def __init__(self, *args: Any, name_in_seal: str = "", holder: str = INSTALLATION, **kw: Any):
        self.name_in_seal = name_in_seal
        self.holder = holder
        super().__init__(*args, **kw)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs["name_in_seal"] = self.name_in_seal
        kwargs["holder"] = self.holder
        return name, path, args, kwargs

    def contribute_to_class(self, cls: type[models.Model], name: str, **kw: Any) -> None:  # type: ignore[override]
        super().contribute_to_class(cls, name, **kw)
        setattr(cls, self.attname, _Opener(self))

    def _row(self, instance: models.Model) -> UUID:
        if not isinstance(instance.pk, UUID):
            raise FieldError(f"{self.name}: an encrypted field needs a UUID primary key")
        return instance.pk

    def holder_on(self, instance: models.Model) -> KeyHolder:
        """The holder that the path leads to from this row."""
        found: Any = instance
        if self.holder != "self":
            for step in self.holder.split("."):
                found = getattr(found, step)
        assert isinstance(found, KeyHolder), f"{self.name}: {self.holder} holds no key"
        return found

    def open(self, sealed: str, instance: models.Model) -> Any:
        """The clear value; raises `CannotDecrypt`."""
        name, row = self.name_in_seal, self._row(instance)
        if not sealed:
            # Emptied when its holder was erased: there is nothing to open.
            return self.nothing
        if holder_of(sealed) is None:
            # Of the installation, or written before holders had keys of their own.
            return self.from_text(decrypt(sealed, name=name, row=row))
        return self.from_text(unseal(self.holder_on(instance), sealed, name=name, row=row))

    def sealed(self, value: Any, instance: models.Model) -> Sealed:
        """The ciphertext of `value` for this row."""
        text, name, row = self.to_text(value), self.name_in_seal, self._row(instance)
        if self.holder == INSTALLATION:
            return Sealed(encrypt(text, name=name, row=row))
        return Sealed(seal(self.holder_on(instance), text, name=name, row=row))

    def from_text(self, text: str) -> Any:
        return text

    def to_text(self, value: Any) -> str:
        return str(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = model_instance.__dict__.get(self.attname)
        if value is None or isinstance(value, Sealed):
            return value
        return self.sealed(value, model_instance)

    def get_prep_value(self, value: Any) -> Any:
        if value is None or isinstance(value, Sealed):
            return value
        raise FieldError(f"{self.name} is encrypted: save the row, do not update() the column")

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        return None if value is None else Sealed(value)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise FieldError(f"{self.name} is encrypted: it cannot be searched by {lookup_name!r}")


class EncryptedJSONField(EncryptedTextField):
    """A JSON document, sealed as a whole."""

    nothing = None

    def from_text(self, text: str) -> Any:
        return json.loads(text)

    def to_text(self, value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
