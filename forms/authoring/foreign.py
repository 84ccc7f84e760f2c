"""Builds a pack of one form from an XLSForm or XForm that other people made."""

from __future__ import annotations

import re
import warnings
from pathlib import Path

from forms.authoring.any_xform import Compiled, compile_xform
from forms.authoring.read_workbook import MAX_FILE, check_workbook
from forms.authoring.xform_reader import ITEMSETS
from forms.problems import Problem

_READ = (".csv", ".xml")
_SOURCE = re.compile(r"""\bsrc=["']jr://[^"']*/([^"'/\\]+)["']""")


def build_foreign(path: Path) -> Compiled:
    """Build the form at `path` (.xlsx, .md or an XForm as .xml); files beside it are its attachments.

    Raises a `Problem` where nothing can be read, PACK_PYXFORM with pyxform's words where it refuses the
    form as a whole. All else that does not work is told in the warnings, and the rest can be filled.
    """
    if path.suffix.lower() == ".xml":
        if path.stat().st_size > MAX_FILE:
            raise Problem("PACK_TOO_LARGE", file=path.name, sheet="", limit=f"{MAX_FILE // 1_000_000} MB")
        text = path.read_text(encoding="utf-8-sig")
        return compile_xform(text, _beside(path, text))
    if path.suffix.lower() != ".md":
        check_workbook(path)
    from pyxform.xls2xform import convert

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl thinks of styles concerns nobody
            result = convert(str(path))
    except Exception as error:  # pyxform lets TypeError, KeyError and others out (xlsform.md section 1)
        reason = f"{type(error).__name__}: {' '.join(str(error).split())}"[:400]
        raise Problem("PACK_PYXFORM", file=path.name, sheet=path.name, cell="", reason=reason) from error
    beside = _beside(path, result.xform)
    if result.itemsets:
        beside[ITEMSETS] = result.itemsets.encode()
    return compile_xform(result.xform, beside)


def _beside(path: Path, text: str) -> dict[str, bytes]:
    """Read the files that a form names and that stand beside it."""
    found = {}
    for name in sorted(set(_SOURCE.findall(text))):
        file = path.parent / name
        if file.suffix.lower() in _READ and file.is_file() and file.stat().st_size <= MAX_FILE:
            found[name] = file.read_bytes()
    return found
