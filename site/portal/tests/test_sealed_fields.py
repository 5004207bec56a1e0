"""Every encrypted column can be opened for good: its row has a UUID, its seal a name of its own."""

import uuid
from collections import Counter

from django.db import models
from django.test.utils import isolate_apps

from portal.core.fields import EncryptedTextField

from .house import our_models


def sealed(model: type[models.Model]) -> list[EncryptedTextField]:
    return [field for field in model._meta.local_fields if isinstance(field, EncryptedTextField)]


def badly_sealed(found: list[type[models.Model]]) -> list[str]:
    """Rows without a UUID key, seals without a name, and names that two seals share."""
    names = Counter(field.name_in_seal for model in found for field in sealed(model))
    lines = []
    for model in found:
        for field in sealed(model):
            place = f"{model._meta.label}.{field.name}"
            if not isinstance(model._meta.pk, models.UUIDField):
                lines.append(f"{place}: the row's key is no UUID")
            if not field.name_in_seal:
                lines.append(f"{place}: no name in the seal")
            elif names[field.name_in_seal] > 1:
                lines.append(f"{place}: {field.name_in_seal} is used twice")
            if not field.holder:
                lines.append(f"{place}: no holder")
    return lines


def test_every_encrypted_field_is_bound_to_its_row_and_to_a_name() -> None:
    assert sum(len(sealed(model)) for model in our_models()) >= 6
    assert badly_sealed(our_models()) == []


@isolate_apps("portal.people")
def test_planted_fields_are_found() -> None:
    class Numbered(models.Model):
        note = EncryptedTextField(name_in_seal="note")

        class Meta:
            app_label = "people"

    class Second(models.Model):
        id = models.UUIDField(primary_key=True, default=uuid.uuid4)
        note = EncryptedTextField(name_in_seal="note", holder="")
        unnamed = EncryptedTextField()

        class Meta:
            app_label = "people"

    assert badly_sealed([Numbered, Second]) == [
        "people.Numbered.note: the row's key is no UUID",
        "people.Numbered.note: note is used twice",
        "people.Second.note: note is used twice",
        "people.Second.note: no holder",
        "people.Second.unnamed: no name in the seal",
    ]
