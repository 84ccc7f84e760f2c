"""Lets the engine judge every expression of a built pack; each refusal is told at its cell of the source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from forms.authoring import profile
from forms.authoring.diagnose import explained
from forms.authoring.sheets import Complaints, Row, Sheet, Source
from forms.engine_plan import refusals
from forms.pack import Action, Field, Group, Pack, Table
from forms.problems import Problem

_MOST = 100  # times that a pack is tried again
_COLUMNS = {
    "calculate": ("calculation", "calculate"),
    "relevant": ("relevant", "relevance"),
    "required": ("required",),
    "constraint": ("constraint",),
    "readonly": ("readonly", "read_only"),
    "default": ("default",),
    "choice_filter": ("choice_filter",),
    "warn": (profile.WARN,),
}
_IN_CIRCLES = ("calculation", "calculate", "relevant", "relevance", "choice_filter", "readonly")


def check_expressions(source: Source, pack: Pack, complaints: Complaints) -> None:
    """Complain about every expression the engine refuses, or about the circle that expressions make.

    What it refused is taken out and the rest tried again, since one refusal may hide another.
    """
    told: set[str] = set()
    for _ in range(_MOST):
        refused = refusals(pack)
        if not refused:
            return
        for problem in refused:
            if str(problem) in told and not _holds(pack, problem):
                continue  # bound twice by the engine, and taken out already
            told.add(str(problem))
            mended = _tell(source, pack, problem, complaints)
            if mended is None:
                return
            pack = mended


def _holds(pack: Pack, problem: Problem) -> bool:
    """Say whether a refused expression still stands in the pack."""
    place, expression = problem.details.get("source"), problem.details.get("expression")
    holders: list[Any] = [*pack.checks, *(one for _, one in _fields(pack))]
    for form in pack.forms:
        holders += [*form.groups, *form.tables, *form.actions]
    names = (*_COLUMNS, "count", "value", "target", "expression", "when", "context", "cells")
    there = (one for one in holders if one.source == place)
    return any(expression == getattr(one, name, None) for one in there for name in names)


def _tell(source: Source, pack: Pack, problem: Problem, complaints: Complaints) -> Pack | None:
    """Complain about a refusal at its cell; return the pack without the expression, None where it stays."""
    details = {name: text for name, text in problem.details.items() if name != "source"}
    place = problem.details.get("source", "")
    expression = problem.details.get("expression", "")
    if problem.code == "PACK_CYCLE":
        first = problem.details.get("fields", "").split(" ")[0]
        place = next((one.source for table, one in _fields(pack) if f"{table}.{one.id}" == first), "")
        sheet, row = _row(source, place)
        column = next((c for c in _IN_CIRCLES if row and row.get(c)), "")
        there = f"{sheet.name}!{sheet.cell(row, column)}"
        complaints.add(problem.code, sheet, row, column, source=there, **details)
        return None
    sheet, row = _row(source, place)

    def complain(column: str) -> None:
        there = f"{sheet.name}!{sheet.cell(row, column)}"
        if problem.code == "PACK_EXPRESSION":
            written = row.get(column) if row and row.get(column) else expression
            details.update(explained(written, problem, {one.id for _, one in _fields(pack)}))
        complaints.add(problem.code, sheet, row, column, source=there, **details)

    for _, one in _fields(pack):
        name = next((n for n in _COLUMNS if getattr(one, n) == expression), "") if one.source == place else ""
        if name and expression:
            column = next((c for c in _COLUMNS[name] if c in sheet.columns), "")
            complain(column)
            return _without(pack, one, name)
    for form in pack.forms:
        for table in form.tables:
            if table.count and table.source == place and table.count == expression:
                complain("repeat_count")
                return _without_count(pack, table)
        for group in form.groups:
            name = next((n for n in ("relevant", "readonly") if getattr(group, n) == expression), "")
            if group.source == place and name and expression:
                complain(next((c for c in _COLUMNS[name] if c in sheet.columns), ""))
                return _without_group(pack, group)
        for action in form.actions:
            if action.source == place and expression in (action.value, action.target):
                complain(next((c for c in _COLUMNS["calculate"] if c in sheet.columns), ""))
                return _without_action(pack, action)
    beside = _beside_forms(pack, place, expression)
    if beside is not None:
        column, pack = beside
        complain(column)
        return pack
    held = f"{{{expression}}}"  # a figure within a sentence
    complain(next((column for column, text in row.cells.items() if held in text), "") if row else "")
    return None


def _fields(pack: Pack) -> Iterator[tuple[str, Field]]:
    return ((table.id, one) for form in pack.forms for table in form.tables for one in table.fields)


def _without(pack: Pack, gone: Field, name: str) -> Pack:
    change: dict[str, Any] = {name: None}
    forms = []
    for form in pack.forms:
        tables = []
        for table in form.tables:
            fields = (replace(one, **change) if one is gone else one for one in table.fields)
            tables.append(replace(table, fields=tuple(fields)))
        forms.append(replace(form, tables=tuple(tables)))
    return replace(pack, forms=tuple(forms))


def _without_count(pack: Pack, gone: Table) -> Pack:
    forms = (
        replace(form, tables=tuple(replace(one, count=None) if one is gone else one for one in form.tables))
        for form in pack.forms
    )
    return replace(pack, forms=tuple(forms))


def _without_group(pack: Pack, gone: Group) -> Pack:
    forms = (
        replace(form, groups=tuple(one for one in form.groups if one is not gone)) for form in pack.forms
    )
    return replace(pack, forms=tuple(forms))


def _without_action(pack: Pack, gone: Action) -> Pack:
    forms = (
        replace(form, actions=tuple(one for one in form.actions if one is not gone)) for form in pack.forms
    )
    return replace(pack, forms=tuple(forms))


def _beside_forms(pack: Pack, place: str, expression: str) -> tuple[str, Pack] | None:
    """Find the column of a check or a derivation, and give the pack without what stands there."""
    check = next((check for check in pack.checks if check.source == place), None)
    if check is not None:
        told = {"expression": check.expression, "when": check.when, "context": check.context}
        column = next((name for name, text in told.items() if text == expression), "cells")
        return column, replace(pack, checks=tuple(other for other in pack.checks if other is not check))
    given = next((one for one in (*pack.derivations, *pack.carried) if one.place == place), None)
    if given is None:
        return None
    derivations, carried = (
        tuple(one for one in lines if one.place != place) for lines in (pack.derivations, pack.carried)
    )
    column = "amount" if expression == given.amount else "when"
    return column, replace(pack, derivations=derivations, carried=carried)


def _row(source: Source, place: str) -> tuple[Sheet, Row | None]:
    """Find the sheet and row of "BM-01 survey!17"."""
    name, _, number = place.rpartition("!")
    sheets = [*source.tables.values(), *(s for form in source.forms.values() for s in form.values())]
    sheet = next((one for one in sheets if one.name == name), Sheet(name, "", {}, ()))
    return sheet, next((row for row in sheet.rows if str(row.number) == number), None)
