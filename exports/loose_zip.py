"""Reading a ZIP that another program wrote: to tell a person what became of it, never to take it in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from forms.problems import Problem

_MOST_ENTRIES = 2000
_LARGEST = 200_000_000  # bytes, all entries unpacked


def read_loosely(data: bytes) -> Mapping[str, bytes]:
    """Unpack every entry, within limits; raise `Problem("NOT_ZIP")` for anything unreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > _MOST_ENTRIES or sum(entry.file_size for entry in entries) > _LARGEST:
                raise Problem("NOT_ZIP", reason="TOO_LARGE")
            return {entry.filename: archive.read(entry) for entry in entries if not entry.is_dir()}
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError) as wrong:
        raise Problem("NOT_ZIP", reason=type(wrong).__name__) from wrong
