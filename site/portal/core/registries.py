"""What lower floors ask of higher ones without importing them; filled in AppConfig.ready()."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Personal:
    """Why a personal field is kept, for how long, and what export and erasure do with it."""

    why: str
    keep: str
    export: bool = True
    erase: str = "destroy"  # destroy | anonymise | keep


@dataclass(frozen=True)
class Classified:
    """Every field of one model: which are personal, which are not."""

    model: str  # "people.Person"
    personal: dict[str, Personal] = field(default_factory=dict)
    plain: frozenset[str] = frozenset()


_classified: dict[str, Classified] = {}


def classify(model: str, *, plain: str = "", personal: dict[str, Personal] | None = None) -> None:
    """State for `model` ("app.Model") which fields are personal and which (space-separated) are not.

    Raises ValueError when a field is named twice, or the model was classified before.
    """
    if model.lower() in _classified:
        raise ValueError(f"{model}: already classified")
    names = frozenset(plain.split())
    if both := names & set(personal or {}):
        raise ValueError(f"{model}: both personal and not: {sorted(both)}")
    _classified[model.lower()] = Classified(model, personal or {}, names)


def classification(model: str) -> Classified | None:
    """What was stated for `model` ("app.Model"), or None."""
    return _classified.get(model.lower())
