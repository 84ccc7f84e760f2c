"""Which functions of the office write: read from its sources, so that the test of roles meets a new one."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from tests.conftest import ROOT

_WRITES = re.compile(r"\.writing\(|\bINSERT\b|\bUPDATE\b|\bDELETE FROM\b|\bset_setting\(")
_DESK = {
    "answers": "Answers",
    "received": "Received",
    "signers": "Signers",
    "authorities": "Authorities",
    "attachments": "Attachments",
    "office": "Office",
}
"""The rooms of the data file that a desk has open, by their classes."""
_OUT = frozenset(("deliver",))
Name = tuple[str, str]


def writing_functions(passed: Collection[str]) -> frozenset[str]:
    """Name the public functions that take a desk and write its data or a file: "module.function".

    What only calls one of `passed` is left out.
    """
    sources = {
        path.stem: ast.parse(path.read_text("utf-8")) for path in sorted((ROOT / "office").glob("*.py"))
    }
    of_rooms = _writing_methods(ROOT / "db")
    functions = {
        (module, node.name): node
        for module, tree in sources.items()
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
    }
    known = {module: _imported(tree) for module, tree in sources.items()}
    calls = {name: set(_called(node, name[0], known[name[0]])) for name, node in functions.items()}
    writing = {name for name, node in functions.items() if _writes(node, of_rooms)}
    through = {name for name in writing if ".".join(name) not in passed}
    while more := {name for name, called in calls.items() if name not in writing and called & through}:
        writing |= more
        through |= {name for name in more if ".".join(name) not in passed}
    return frozenset(
        f"{module}.{name}"
        for module, name in writing
        if not name.startswith("_") and _first(functions[module, name]) == "Desk"
    )


def _writing_methods(folder: Path) -> frozenset[str]:
    """Name what writes on the data floor: "Class.method", and functions by their names."""
    found: set[str] = set()
    bodies: dict[str, str] = {}
    bases: dict[str, list[str]] = {}
    for path in folder.glob("*.py"):
        text = path.read_text("utf-8")
        for node in ast.parse(text).body:
            if isinstance(node, ast.FunctionDef):
                bodies[node.name] = ast.get_source_segment(text, node) or ""
            elif isinstance(node, ast.ClassDef):
                bases[node.name] = [ast.unparse(base) for base in node.bases]
                for one in node.body:
                    if isinstance(one, ast.FunctionDef):
                        bodies[f"{node.name}.{one.name}"] = ast.get_source_segment(text, one) or ""
    found = {name for name, body in bodies.items() if _WRITES.search(body)}
    inherited = {
        f"{name}.{one.partition('.')[2]}"
        for name, above in bases.items()
        for one in found
        if one.partition(".")[0] in above
    }
    return frozenset(found | inherited)


def _imported(tree: ast.Module) -> Mapping[str, Name]:
    """Say what each imported name of the office is: name -> (module, function), "" for a whole module."""
    found: dict[str, Name] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "office":
            module = node.module.partition(".")[2]
            for one in node.names:
                found[one.asname or one.name] = (module, one.name) if module else (one.name, "")
    return found


def _called(node: ast.FunctionDef, module: str, known: Mapping[str, Name]) -> Iterator[Name]:
    for call in ast.walk(node):
        if isinstance(call, ast.Name):  # a function that is handed on counts as called
            yield known.get(call.id, (module, call.id))
        elif isinstance(call, ast.Attribute) and isinstance(call.value, ast.Name) and call.value.id in known:
            yield known[call.value.id][0], call.attr


def _writes(node: ast.FunctionDef, of_rooms: frozenset[str]) -> bool:
    rooms = {
        target.id: room
        for one in ast.walk(node)
        if isinstance(one, ast.Assign) and (room := _room(one.value, {}))
        for target in one.targets
        if isinstance(target, ast.Name)
    }
    for call in ast.walk(node):
        if not isinstance(call, ast.Call):
            continue
        if isinstance(call.func, ast.Name):
            if call.func.id in _OUT or (call.func.id in of_rooms and "database" in ast.unparse(call)):
                return True
        elif isinstance(call.func, ast.Attribute):
            of = call.func.value
            if call.func.attr == "writing" or f"{_room(of, rooms)}.{call.func.attr}" in of_rooms:
                return True
    return False


def _room(node: ast.expr, rooms: Mapping[str, str]) -> str:
    """Say of which class of the data floor an expression is, "" for what is none."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and "database" in ast.unparse(node):
        return node.func.id
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return _DESK.get(node.attr, "") if node.value.id in ("desk", "office", "owner", "beside") else ""
    return rooms.get(node.id, "") if isinstance(node, ast.Name) else ""


def _first(node: ast.FunctionDef) -> str:
    first = next(iter(node.args.args), None)
    return ast.unparse(first.annotation) if first is not None and first.annotation is not None else ""
