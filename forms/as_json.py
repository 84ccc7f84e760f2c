"""Frozen dataclasses as plain JSON content and back; how each class is walked is found out once.

What has its default value is left out. A name that a class does not know is skipped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

_AS_IT_IS = (str, int, bool, NoneType)

Loader = Callable[[Any], Any]


def plain(value: Any) -> Any:  # noqa: ANN401 - any class, and whatever its attributes hold
    """Turn dataclasses, mappings and tuples into dicts and lists of text, whole numbers, truth and None."""
    kind: Any = type(value)
    if kind in _AS_IT_IS:
        return value
    if (attributes := _attributes(kind)) is not None:
        return {
            name: plain(item)
            for name, default in attributes
            if not ((item := getattr(value, name)) is default or item == default)
        }
    if isinstance(value, Mapping):
        return {str(name): plain(item) for name, item in value.items()}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return str(value) if isinstance(value, Decimal) else value


@cache
def _attributes(kind: type) -> tuple[tuple[str, object], ...] | None:
    """Give a dataclass's attributes with their defaults; MISSING where there is none equals nothing."""
    if not is_dataclass(kind):
        return None
    return tuple(
        (one.name, one.default if one.default_factory is MISSING else one.default_factory())
        for one in fields(kind)
    )


def built(kind: Any, content: Any) -> Any:  # noqa: ANN401 - any class, and what a file says of it
    """Build a `kind` from what `plain` gave; raises what Python raises where the content does not fit."""
    load = _loader(kind)
    return content if load is None else load(content)


@cache
def _loader(kind: Any) -> Loader | None:  # noqa: ANN401 - a type hint
    """Give what builds values of a type hint, None where they are taken as they are."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _optional(_loader(get_args(kind)[0]))
    if origin is tuple:
        return _several(_loader(get_args(kind)[0]))
    if origin is not None:
        return _named(_loader(get_args(kind)[1]))
    if is_dataclass(kind):
        return _whole(kind)
    return kind if isinstance(kind, type) and issubclass(kind, StrEnum) else None


def _optional(load: Loader | None) -> Loader | None:
    return load and (lambda value: None if value is None else load(value))


def _several(load: Loader | None) -> Loader:
    return tuple if load is None else lambda value: tuple(map(load, value))


def _named(load: Loader | None) -> Loader:
    if load is None:
        return lambda value: dict(value.items())
    return lambda value: {name: load(item) for name, item in value.items()}


def _whole(kind: Any) -> Loader:  # noqa: ANN401 - a dataclass
    loaders: dict[str, Loader | None] = {}

    def whole(value: Mapping[str, Any]) -> object:
        if not loaders:  # not before the first value: a class may hold itself
            loaders.update({name: _loader(hint) for name, hint in get_type_hints(kind).items()})
        return kind(
            **{
                name: item if (load := loaders[name]) is None else load(item)
                for name, item in value.items()
                if name in loaders
            }
        )

    return whole
