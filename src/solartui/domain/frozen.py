"""Frozen dataclasses that cost nothing until the first of their objects is made.

``@dataclass`` writes and compiles half a dozen methods, a third of a millisecond for each class, and the way to the
first rows goes past some sixty of them. Most have no object by then.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import RLock
from typing import Any, TypeVar, dataclass_transform

Made = TypeVar("Made")

_FIELDS = "__dataclass_fields__"
_completing = RLock()


class _LateFields:
    """Stands for the fields of a class until somebody asks for them, such as `dataclasses.replace`."""

    def __init__(self, kind: type[Any]) -> None:
        self._kind = kind

    def __get__(self, _made: object, kind: type[Any]) -> dict[str, Any]:
        _complete(self._kind)
        fields: dict[str, Any] = getattr(kind, _FIELDS)
        return fields


@dataclass_transform(frozen_default=True)
def frozen(kind: type[Made]) -> type[Made]:
    """A class of values, as ``@dataclass(frozen=True)`` makes it. For those that the first rows wait for."""

    def first(of: type[Any], *_arguments: object, **_named: object) -> Any:
        _complete(kind)
        return object.__new__(of)

    setattr(kind, "__new__", first)  # noqa: B010 - mypy takes a plain assignment for another signature
    setattr(kind, _FIELDS, _LateFields(kind))
    return kind


def _further(of: type[Any], *_arguments: object, **_named: object) -> Any:
    return object.__new__(of)


def _complete(kind: type[Any]) -> None:
    """Make a class the dataclass that it stands for; of several threads the first one does, the others wait."""
    with _completing:
        if isinstance(vars(kind)[_FIELDS], _LateFields):
            dataclass(frozen=True)(kind)
            setattr(kind, "__new__", _further)  # noqa: B010 - as above
