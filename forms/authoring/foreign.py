"""Builds a pack of one form from an XLSForm or XForm that other people made.

The workbook is read by our own bounded reader and handed to pyxform as rows, so that no other reader meets
a hostile file, and so that every warning finds its cell again.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from pathlib import Path

from forms.authoring.any_xform import Compiled, compile_xform
from forms.authoring.foreign_cells import ForeignForm
from forms.authoring.foreign_refusal import why_refused
from forms.authoring.read_cells import MAX_FILE, RawSheet, read_cells
from forms.authoring.read_text import read_markdown_cells
from forms.authoring.sheets import Complaints, PackErrors
from forms.authoring.xform_lists import ITEMSETS
from forms.problems import Problem

_READ = (".csv", ".xml")
_SOURCE = re.compile(r"""\bsrc=["']jr://[^"']*/([^"'/\\]+)["']""")


def cells_of(path: Path) -> list[RawSheet]:
    """Read the cells of a workbook or of a form in Markdown; an XForm has none."""
    if not path.is_file():
        raise Problem("PACK_FILE", file=path.name, reason="")
    kind = path.suffix.lower()
    return read_markdown_cells(path) if kind == ".md" else [] if kind == ".xml" else read_cells(path)


def build_foreign(path: Path, raw: Sequence[RawSheet] | None = None) -> Compiled:
    """Build the form at `path` (.xlsx, .md or an XForm as .xml); files beside it are its attachments.

    `raw`: the cells of the file, where they were read before.
    Raises a `Problem` where nothing can be read, `PackErrors` with PACK_PYXFORM and what we know of its
    cause where pyxform refuses the form as a whole. All else that does not work is told in the warnings,
    each with its cell, and the rest can be filled.
    """
    if path.suffix.lower() == ".xml":
        text = _xform_text(path)
        try:
            return compile_xform(text, _beside(path, text))
        except Problem as problem:
            raise Problem(problem.code, **{"file": path.name, **problem.details}) from problem
    return compile_sheets(path, cells_of(path) if raw is None else raw)


def compile_sheets(path: Path, sheets: Sequence[RawSheet]) -> Compiled:
    """Compile the sheets of a foreign form read from `path`; see `build_foreign`."""
    from pyxform.xls2xform import convert

    form = ForeignForm(path.name, sheets)
    complaints = Complaints()
    form.lint(complaints)
    complaints.close()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            result = convert(form.content(path.stem))
    except Exception as error:  # pyxform lets TypeError, KeyError and others out (xlsform.md section 1)
        raise PackErrors(why_refused(form, error), complaints.warnings) from error
    beside = _beside(path, result.xform)
    if result.itemsets:
        beside[ITEMSETS] = result.itemsets.encode()
    done = compile_xform(result.xform, beside, form.told)
    told = {(one.details.get("sheet"), one.details.get("cell")) for one in done.warnings}
    linted = (
        one
        for one in complaints.warnings
        if one.code != "PACK_SUSPICIOUS" or (one.details["sheet"], one.details["cell"]) not in told
    )
    return Compiled(done.pack, (*linted, *form.locked(done.pack), *done.warnings))


def _xform_text(path: Path) -> str:
    """Read an XForm as text."""
    try:
        if path.stat().st_size > MAX_FILE:
            raise Problem("PACK_TOO_LARGE", file=path.name, sheet="", limit=f"{MAX_FILE // 1_000_000} MB")
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise Problem("PACK_FILE", file=path.name, reason=error.strerror or "") from error
    except UnicodeDecodeError as error:
        raise Problem("PACK_NOT_TEXT", file=path.name) from error


def _beside(path: Path, text: str) -> dict[str, bytes]:
    """Read the files that a form names and that stand beside it."""
    found = {}
    for name in sorted(set(_SOURCE.findall(text))):
        file = path.parent / name
        if file.suffix.lower() in _READ and file.is_file() and file.stat().st_size <= MAX_FILE:
            found[name] = file.read_bytes()
    return found
