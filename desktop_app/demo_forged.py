"""A package in which somebody changed a figure after it was signed: what the desk above must refuse."""

from __future__ import annotations

import io
import re
import zipfile

_FIGURE = re.compile(rb"<v>(\d)")


def forged(data: bytes) -> bytes:
    """Change the first digit of the first figure on a sheet of a signed workbook, and pack it up again."""
    out = io.BytesIO()
    done = False
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w") as changed:
        for entry in package.infolist():
            part = package.read(entry)
            if not done and entry.filename.startswith("xl/worksheets/") and _FIGURE.search(part):
                part, done = _FIGURE.sub(_another, part, count=1), True
            changed.writestr(entry, part)
    return out.getvalue()


def _another(found: re.Match[bytes]) -> bytes:
    return b"<v>%d" % ((int(found[1]) + 1) % 10)
