"""Compiles any XForm of the ODK dialect, ours or not, into a pack of one form.

Nothing is refused as a whole: a question this program cannot fill is locked and says why, an expression
the engine refuses is left out with a warning, and the rest works (docs/xlsform-profile.md, "Foreign forms").
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from forms.authoring.xform_reader import Reader
from forms.engine_plan import refusals
from forms.pack import (
    Field,
    Pack,
    Table,
)
from forms.problems import Problem


@dataclass(frozen=True, slots=True)
class Compiled:
    """A pack made of a foreign form, and what of the form does not work in it."""

    pack: Pack
    warnings: tuple[Problem, ...]


Told = Callable[[Problem, Pack], Problem]
"""Gives a problem of an expression the cell of the source it came from."""


def compile_xform(
    text: str, files: Mapping[str, bytes] | None = None, told: Told = lambda problem, _: problem
) -> Compiled:
    """Compile an XForm; `files` are its attachments by name (csv, xml).

    Raises `Problem("PACK_XFORM", reason=...)` for text that is no XForm.
    """
    from defusedxml.ElementTree import fromstring

    try:
        root = fromstring(text.encode() if text.lstrip().startswith("<?xml") else text)
        reader = Reader(root, text, files or {})
        form = reader.form()
    except (ET.ParseError, ValueError, StopIteration) as error:
        raise Problem("PACK_XFORM", reason=" ".join(str(error).split())[:200]) from error
    except RecursionError as error:
        raise Problem("PACK_XFORM", reason="RecursionError") from error
    pack = Pack(form.id, form.version, form.title, (form,), reader.lists)
    return _mended(pack, [told(problem, pack) for problem in reader.warnings], told)


def _mended(pack: Pack, warnings: list[Problem], told: Told) -> Compiled:
    """Leave out what the engine refuses, until it takes the rest."""
    for _ in range(50):
        refused = refusals(pack)
        if not refused:
            break
        warnings.extend(told(problem, pack) for problem in refused)
        for problem in refused:
            pack = _without(pack, problem)
    return Compiled(pack, tuple(warnings))


def _without(pack: Pack, problem: Problem) -> Pack:
    """Take a refused expression out of a pack; of a circle all its calculations."""
    expression, source = problem.details.get("expression"), problem.details.get("source")
    circle = problem.details.get("fields", "").split(" → ") if problem.code == "PACK_CYCLE" else []

    def field_without(one: Field, table: Table) -> Field:
        if f"{table.id}.{one.id}" in circle:
            return replace(one, calculate=None, relevant=None, readonly=None, choice_filter=None)
        if one.source != source:
            return one
        gone: dict[str, Any] = {}
        for name in (
            "calculate",
            "default",
            "relevant",
            "required",
            "constraint",
            "readonly",
            "choice_filter",
            "itemset",
        ):
            if getattr(one, name) == expression:
                gone[name] = None
        if "calculate" in gone:
            gone["calculate"] = "''"
        if expression in one.live_label.values():
            gone["live_label"] = {}
        return replace(one, **gone)

    form = pack.forms[0]
    tables = tuple(
        replace(
            table,
            fields=tuple(field_without(one, table) for one in table.fields),
            count=None if table.path == source and table.count == expression else table.count,
        )
        for table in form.tables
    )
    groups = tuple(
        replace(
            one,
            relevant=None if one.source == source and one.relevant == expression else one.relevant,
            readonly=None if one.source == source and one.readonly == expression else one.readonly,
            live_label={}
            if one.source == source and expression in one.live_label.values()
            else one.live_label,
        )
        for one in form.groups
    )
    actions = tuple(
        one for one in form.actions if not (one.source == source and expression in (one.value, one.target))
    )
    lists = {
        name: tuple(
            replace(one, live_label={}) if expression in one.live_label.values() else one for one in items
        )
        for name, items in pack.lists.items()
    }
    return replace(pack, forms=(replace(form, tables=tables, groups=groups, actions=actions),), lists=lists)
