"""A report written in Word (.docx), split at its headings: title and text of each section.

ECMA-376 Part 1, 17.3 (paragraphs), 17.7 (styles), 17.9 (numbering). Headings are paragraphs whose style, or
who themselves, have an outline level; where nobody used such styles, short bold paragraphs that begin with a
number. Lists keep their marks, tables become lines; deleted text, fields, notes and pictures are left out.
Nothing in the file is run, followed or fetched; sizes are bounded (`exports.lists.zipped_xml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from exports.lists.zipped_xml import Element, ZippedXml
from forms.problems import Problem
from forms.word_text import BULLET, cleaned

LARGEST: Final = 50_000_000  # bytes of the file
LARGEST_TEXT: Final = 30_000_000  # bytes of its text part, unpacked
MOST_PARAGRAPHS: Final = 50_000

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PICTURES: Final = (f"{_W}drawing", f"{_W}pict")
_LONGEST_HEADING = 200
_DEEPEST = 9
_NUMBERED = re.compile(r"(?:phần|mục|chương)?\s*(?:[0-9]{1,2}|[IVX]{1,5})\s*[.):/–-]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of level 1 to 9 with the text below it; level 0 is what stands before the first one."""

    title: str
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class WordFile:
    """What a file holds: its sections in order, and how many pictures were left out."""

    name: str
    sections: tuple[Section, ...]
    pictures: int


@dataclass(frozen=True, slots=True)
class _Paragraph:
    text: str
    level: int  # 0: no heading by its style
    bold: bool


def read_docx(data: bytes, name: str) -> WordFile:
    """Read a .docx called `name`; raise DOCX_KIND, DOCX_OLD, DOCX_LARGE, DOCX_BROKEN, DOCX_EMPTY."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):  # a .doc, or a .docx with a password
        raise Problem("DOCX_OLD", file=name)
    if not data.startswith(b"PK"):
        raise Problem("DOCX_KIND", file=name)
    if len(data) > LARGEST:
        raise Problem("DOCX_LARGE", file=name, limit=LARGEST // 1_000_000)
    try:
        with ZippedXml(data, name) as box:
            body = box.tree("word/document.xml", LARGEST_TEXT)
            levels = _levels(box.tree("word/styles.xml", LARGEST_TEXT))
            marks = _Marks(box.tree("word/numbering.xml", LARGEST_TEXT))
    except Problem as problem:
        raise _as_docx(problem, name) from problem
    if body is None or body.find(f"{_W}body") is None:
        raise Problem("DOCX_KIND", file=name)
    paragraphs = []
    for paragraph in _paragraphs(body, levels, marks):
        paragraphs.append(paragraph)
        if len(paragraphs) > MOST_PARAGRAPHS:
            raise Problem("DOCX_LARGE", file=name, limit=LARGEST // 1_000_000)
    if not any(paragraph.text for paragraph in paragraphs):
        raise Problem("DOCX_EMPTY", file=name)
    pictures = sum(1 for tag in _PICTURES for one in body.iter(tag) if not _in_fallback(one))
    return WordFile(name, tuple(_split(paragraphs)), pictures)


def _as_docx(problem: Problem, name: str) -> Problem:
    if problem.code == "IMPORT_LARGE":
        return Problem("DOCX_LARGE", file=name, limit=LARGEST // 1_000_000)
    codes = {"IMPORT_BROKEN": "DOCX_BROKEN", "IMPORT_PASSWORD": "DOCX_OLD"}
    return Problem(codes.get(problem.code, problem.code), file=name)


def _split(paragraphs: list[_Paragraph]) -> Iterator[Section]:
    styled = any(one.level for one in paragraphs)
    title, level, lines = "", 0, list[str]()
    for one in paragraphs:
        depth = one.level if styled else int(_looks_like_heading(one))
        if depth and one.text:
            if level or any(lines):
                yield Section(title, level, cleaned("\n".join(lines)).strip("\n"))
            title, level, lines = cleaned(one.text).replace("\n", " ").strip(), depth, []
        else:
            lines.append(one.text)
    yield Section(title, level, cleaned("\n".join(lines)).strip("\n"))


def _looks_like_heading(one: _Paragraph) -> bool:
    return one.bold and len(one.text) <= _LONGEST_HEADING and _NUMBERED.match(one.text.strip()) is not None


def _value(parent: Element | None, *path: str) -> str | None:
    """Give the `w:val` of the element at the end of a path of tags."""
    for tag in path:
        parent = parent.find(f"{_W}{tag}") if parent is not None else None
    return parent.get(f"{_W}val", "") if parent is not None else None


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdecimal() and len(text) < 10 else None


def _levels(styles: Element | None) -> dict[str, int]:
    """Give the level of each heading style by its id; a style has that of the one it is based on."""
    own: dict[str, int] = {}
    based: dict[str, str] = {}
    for style in styles.iter(f"{_W}style") if styles is not None else ():
        id_ = style.get(f"{_W}styleId", "")
        named = re.fullmatch(r"heading ([1-9])", (_value(style, "name") or "").lower())
        outline = _number(_value(style, "pPr", "outlineLvl"))
        if named:
            own[id_] = int(named[1])
        elif outline is not None and outline < _DEEPEST:
            own[id_] = outline + 1
        based[id_] = _value(style, "basedOn") or ""
    found = {}
    for id_ in based:
        at, seen = id_, set[str]()
        while at and at not in own and at not in seen:
            seen.add(at)
            at = based.get(at, "")
        found[id_] = own.get(at, 0)
    return found


class _Marks:
    """The marks of lists, counted as they come: "1.", "a)", "•"."""

    def __init__(self, numbering: Element | None) -> None:
        kinds: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._lists: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._at: dict[tuple[str, int], int] = {}
        if numbering is None:
            return
        for kind in numbering.iter(f"{_W}abstractNum"):
            levels = {}
            for level in kind.iter(f"{_W}lvl"):
                depth = _number(level.get(f"{_W}ilvl")) or 0
                start = _number(_value(level, "start"))
                shape = _value(level, "numFmt") or "decimal", _value(level, "lvlText") or ""
                levels[depth] = (*shape, 1 if start is None else start)
            kinds[kind.get(f"{_W}abstractNumId", "")] = levels
        for one in numbering.iter(f"{_W}num"):
            self._lists[one.get(f"{_W}numId", "")] = kinds.get(_value(one, "abstractNumId") or "", {})

    def next(self, properties: Element | None) -> str:
        """Give the mark of a paragraph with its following tab, "" where it has none."""
        id_ = _value(properties, "numPr", "numId")
        depth = _number(_value(properties, "numPr", "ilvl")) or 0
        levels = self._lists.get(id_ or "", {})
        if id_ is None or depth not in levels:
            return ""
        shape, words, start = levels[depth]
        self._at[id_, depth] = self._at.get((id_, depth), start - 1) + 1
        for deeper in [key for key in self._at if key[0] == id_ and key[1] > depth]:
            del self._at[deeper]
        if shape in ("bullet", "none"):
            return f"{BULLET}\t" if shape == "bullet" else ""

        def counted(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            kind, _, first = levels.get(at, ("decimal", "", 1))
            return _written(self._at.get((id_, at), first), kind)

        return re.sub("%([1-9])", counted, words) + "\t"


def _written(number: int, shape: str) -> str:
    if shape in ("upperRoman", "lowerRoman") and 0 < number < 40:
        roman = (
            "X" * (number // 10) + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[number % 10]
        )
        return roman if shape == "upperRoman" else roman.lower()
    if shape in ("upperLetter", "lowerLetter") and 0 < number <= 26:
        letter = chr(ord("a") + number - 1)
        return letter.upper() if shape == "upperLetter" else letter
    return str(number)


def _paragraphs(body: Element, levels: dict[str, int], marks: _Marks) -> Iterator[_Paragraph]:
    root = body.find(f"{_W}body")
    for block in root if root is not None else ():
        for part in _unfolded(block):
            if part.tag == f"{_W}p":
                yield _paragraph(part, levels, marks)
            elif part.tag == f"{_W}tbl":
                for row in part.iter(f"{_W}tr"):
                    cells = [" ".join(_text(p) for p in cell.iter(f"{_W}p")) for cell in row.iter(f"{_W}tc")]
                    yield _Paragraph(" | ".join(cell.strip() for cell in cells), 0, bold=False)


def _unfolded(block: Element) -> Iterator[Element]:
    """Look into frames of content (sdt), which hold a table of contents or fields to fill."""
    if block.tag != f"{_W}sdt":
        yield block
        return
    if _value(block, "sdtPr", "docPartObj", "docPartGallery") == "Table of Contents":
        return
    content = block.find(f"{_W}sdtContent")
    for inner in content if content is not None else ():
        yield from _unfolded(inner)


def _paragraph(part: Element, levels: dict[str, int], marks: _Marks) -> _Paragraph:
    properties = part.find(f"{_W}pPr")
    level = levels.get(_value(properties, "pStyle") or "", 0)
    outline = _number(_value(properties, "outlineLvl"))
    if outline is not None:
        level = outline + 1 if outline < _DEEPEST else 0
    runs = [run for run in part.iter(f"{_W}r") if any(text.text for text in run.iter(f"{_W}t"))]
    bold = bool(runs) and all(_value(run, "rPr", "b") not in (None, "0", "false") for run in runs)
    text = _text(part)
    mark = marks.next(properties)
    return _Paragraph(mark + text if text.strip() else "", level, bold)


def _text(paragraph: Element) -> str:
    said = []
    for one in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
        if _in_fallback(one) or one.getparent().tag == f"{_W}tabs":  # type: ignore[union-attr]  # it has one
            continue
        signs = {f"{_W}tab": "\t", f"{_W}noBreakHyphen": "-", f"{_W}t": one.text or ""}
        said.append(signs.get(str(one.tag), "\n"))
    return "".join(said)


def _in_fallback(element: Element) -> bool:
    """Tell whether something is drawn a second time for older programs."""
    return next(element.iterancestors(_FALLBACK), None) is not None
