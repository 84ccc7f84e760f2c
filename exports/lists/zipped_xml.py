"""The parts of a zipped workbook as streams of XML elements, within bounds and without entities."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from types import TracebackType
from typing import IO, Final, Self

from lxml import etree

from forms.problems import Problem

Element = etree._Element  # noqa: SLF001 - lxml's only name for the type
LARGEST_PART: Final = 1_000_000_000  # bytes; read as a stream, never at once
LARGEST_TREE: Final = 100_000_000  # bytes; parts that are read at once
_BROKEN: Final = (
    *(etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, lzma.LZMAError),
    *(OSError, ValueError, EOFError, RuntimeError),  # RuntimeError: an unknown way of packing
)


class ZippedXml:
    """An open zip of XML parts; everything broken in it is IMPORT_BROKEN."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._box = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as wrong:
            raise Problem("IMPORT_BROKEN", file=name) from wrong
        self._names = {one.filename.lower(): one for one in self._box.infolist()}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._box.close()

    def has(self, part: str) -> bool:
        """Tell whether there is such a part."""
        return part.lower() in self._names

    def tree(self, part: str, most: int = LARGEST_TREE) -> Element | None:
        """Read a small part of at most so many bytes at once; None where there is none."""
        if not self.has(part):
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            with self._open(part, most) as stream:
                return etree.parse(stream, parser).getroot()
        except _BROKEN as wrong:
            raise Problem("IMPORT_BROKEN", file=self.name) from wrong

    def elements(self, part: str, *tags: str) -> Iterator[Element]:
        """Give the elements of some names one after the other as their ends are read."""
        try:
            with self._open(part, LARGEST_PART) as stream:
                found = etree.iterparse(
                    stream, events=("end",), tag=tags, resolve_entities=False, no_network=True, load_dtd=False
                )
                for _, element in found:
                    yield element
                    element.clear()
                    while element.getprevious() is not None:
                        parent = element.getparent()
                        if parent is None:
                            break
                        del parent[0]
        except _BROKEN as wrong:
            raise Problem("IMPORT_BROKEN", file=self.name) from wrong

    def _open(self, part: str, limit: int) -> IO[bytes]:
        item = self._names.get(part.lower())
        if item is None:
            raise Problem("IMPORT_BROKEN", file=self.name)
        if item.flag_bits & 1:
            raise Problem("IMPORT_PASSWORD", file=self.name)
        if item.file_size > limit:
            raise Problem("IMPORT_LARGE", file=self.name, limit=limit // 1_000_000)
        return self._box.open(item)
