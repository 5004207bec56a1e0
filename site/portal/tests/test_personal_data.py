"""Every field of every model says whether it is personal."""

from collections.abc import Callable, Iterable

import pytest
from django.db import models
from django.test.utils import isolate_apps

from portal.core import registries
from portal.core.registries import Classified, Personal, classification

from .house import our_models


def names_of(model: type[models.Model]) -> set[str]:
    """The model's own fields, the key aside unless it is the link to a parent row."""
    own = [*model._meta.local_fields, *model._meta.local_many_to_many]
    return {field.name for field in own if not field.primary_key or field.remote_field}


def unclassified(
    found: Iterable[type[models.Model]], stated: Callable[[str], Classified | None]
) -> list[str]:
    """What personal_data.py leaves out, and what it names that does not exist."""
    lines = []
    for model in found:
        label = model._meta.label
        known = stated(label)
        if known is None:
            lines.append(f"{label}: not classified")
            continue
        named = known.plain | set(known.personal)
        lines += [f"{label}.{name}: not classified" for name in sorted(names_of(model) - named)]
        lines += [f"{label}.{name}: no such field" for name in sorted(named - names_of(model))]
    return lines


def test_every_field_is_classified() -> None:
    assert unclassified(our_models(), classification) == []


def test_every_personal_field_says_why_and_for_how_long() -> None:
    for model in our_models():
        stated = classification(model._meta.label)
        assert stated is not None
        for name, facts in stated.personal.items():
            assert facts.why and facts.keep, f"{model._meta.label}.{name}"
            assert facts.erase in {"destroy", "anonymise", "keep"}


@isolate_apps("portal.people")
def test_a_planted_field_or_model_is_found() -> None:
    class Known(models.Model):
        nickname = models.CharField(max_length=10)
        since = models.DateField()

        class Meta:
            app_label = "people"

    class Unknown(models.Model):
        class Meta:
            app_label = "people"

    stated = {"people.Known": Classified("people.Known", plain=frozenset({"since", "gone"}))}
    assert unclassified([Known, Unknown], stated.get) == [
        "people.Known.nickname: not classified",
        "people.Known.gone: no such field",
        "people.Unknown: not classified",
    ]


def test_a_field_cannot_be_both_personal_and_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registries, "_classified", {})
    why = Personal("to write to them", "while a client")
    with pytest.raises(ValueError, match="both"):
        registries.classify("people.Person", plain="email", personal={"email": why})
    assert classification("people.Person") is None


def test_a_model_is_classified_in_one_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registries, "_classified", {})
    registries.classify("people.Person", plain="email")
    with pytest.raises(ValueError, match="already"):
        registries.classify("people.person", plain="phone")
    stated = classification("people.Person")
    assert stated is not None
    assert stated.plain == {"email"}
