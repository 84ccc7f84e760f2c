"""Text as it comes out of Word, LibreOffice and web pages, brought to what a box of plain text holds.

Paragraphs and the marks of lists stay, styles go. Signs of Word's symbol fonts become the bullets they stood
for, soft hyphens and characters without width go, curly quotes stay. Text of the fonts before Unicode is left
alone but for its line ends: a soft hyphen is ư in TCVN3; `forms.legacy_text` turns such text after asking.
"""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser

from forms.legacy_text import detect

BULLET = "•"

_LINE_ENDS = re.compile("\r\n?|[\v\f\u0085\u2028\u2029]")
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_UNSEEN = re.compile("[\u00ad\u001f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffc]")
_HYPHENS = re.compile("[\u2011\u001e]")  # Word's hyphen that never ends a line
_SYMBOLS = {
    0xF0E0: "→",
    0xF0FC: "✓",
    0xF0FB: "✗",
    0xF0B0: "°",
    0xF0B3: "≥",
    0xF0A3: "≤",
    0xF0B1: "±",
    0xF02D: "-",
}
"""Signs of Symbol and Wingdings that mean something; every other one is a bullet at the start of a line."""
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_LIST_SIGN = re.compile("^([ \t]*)(?:[·§ØüqvoÞ●○■□▪▫◦❖➢➤*]|\u2022)[ ]*\t[ \t]*", re.MULTILINE)
_LIST_MARK = re.compile(r"^([ \t]*[^\s]{1,8})[ ]*\t[ \t]*", re.MULTILINE)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")


def cleaned(text: str) -> str:
    """Clean a pasted text; the result cleaned once more is itself."""
    lines = _LINE_ENDS.sub("\n", text)
    if detect(text) is not None:
        return lines
    lines = unicodedata.normalize("NFC", lines).replace("\x07", "\t")  # the end of a cell of Word's tables
    lines = _HYPHENS.sub("-", _UNSEEN.sub("", lines))
    lines = _CONTROLS.sub("", _SPACES.sub(" ", lines))
    lines = _PRIVATE.sub(_of_symbol_font, lines)
    lines = _LIST_SIGN.sub(rf"\1{BULLET} ", lines)
    lines = _LIST_MARK.sub(r"\1 ", lines)
    lines = re.sub(rf"^([ \t]*){BULLET}(?=[^\s{BULLET}])", rf"\1{BULLET} ", lines, flags=re.MULTILINE)
    lines = re.sub("[ \t]+$", "", lines, flags=re.MULTILINE)
    return unicodedata.normalize("NFC", re.sub("\n{3,}", "\n\n", lines))


def _of_symbol_font(found: re.Match[str]) -> str:
    meant = _SYMBOLS.get(ord(found[0]))
    if meant is not None:
        return meant
    begins = not found.string[: found.start()].rpartition("\n")[2].strip()
    return BULLET if begins else ""


def from_html(html: str) -> str:
    """Give the text of a piece of HTML: a line a paragraph, a mark before each item; not yet cleaned."""
    reader = _Html()
    reader.feed(html)
    reader.close()
    return reader.text()


_BLOCKS = frozenset(
    (
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "tr",
        "ul",
        "ol",
        "table",
        "blockquote",
        "pre",
        "dd",
    )
)
_SILENT = frozenset(("style", "script", "head", "title", "xml"))
_EMPTY = frozenset(("br", "img", "hr", "meta", "link", "col", "input", "wbr"))


class _Html(HTMLParser):
    """Gathers text by paragraphs; Word keeps the mark of a list item in a span of style `mso-list:Ignore`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = [""]
        self._open: list[tuple[str, bool]] = []  # tag, whether it holds the mark of a list
        self._lists: list[int] = []  # next number of each open list, 0 for bullets
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        if tag in _BLOCKS:
            self._break()
        if tag in ("ul", "ol"):
            self._lists.append(1 if tag == "ol" else 0)
        elif tag == "li":
            number = self._lists[-1] if self._lists else 0
            self._lines[-1] += f"{number}.\t" if number else f"{BULLET}\t"
            if number:
                self._lists[-1] += 1
        elif tag == "br":
            self._lines.append("")
        elif tag in ("td", "th") and self._lines[-1].strip():
            self._lines[-1] += "\t"
        if tag not in _EMPTY:
            style = next((value or "" for name, value in attrs if name == "style"), "")
            self._open.append((tag, "mso-list:ignore" in style.lower().replace(" ", "")))

    def handle_endtag(self, tag: str) -> None:
        if all(name != tag for name, _ in self._open):
            return
        while self._open:
            name, mark = self._open.pop()
            if mark:
                self._lines[-1] = self._lines[-1].rstrip() + "\t"
            if name in _SILENT:
                self._silent -= 1
            if name == tag:
                break
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        if tag in _BLOCKS:
            self._break()

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        text = re.sub("[ \t\r\n]+", " ", data)
        line = self._lines[-1]
        self._lines[-1] += text.lstrip(" ") if not line or line[-1] in " \t" else text

    def _break(self) -> None:
        """Begin a new line, but stay behind the mark of a list and inside the cell of a table."""
        line = self._lines[-1]
        if not line.strip() or line.endswith("\t"):
            return
        if any(name in ("td", "th") for name, _ in self._open):
            self._lines[-1] = line.rstrip(" ") + " "
        else:
            self._lines.append("")

    def text(self) -> str:
        """All lines, without blank ones at the end."""
        return "\n".join(line.rstrip(" ") for line in self._lines).strip("\n")


_RTF_WORD = re.compile(
    rb"\\(?:([a-z]{1,32})(-?[0-9]{1,10})? ?|'([0-9a-f]{2})|([^a-z]))|([{}])|[\r\n]+|([^\\{}\r\n]+)",
    re.IGNORECASE,
)
_RTF_BREAKS = {b"par": "\n", b"line": "\n", b"sect": "\n", b"row": "\n", b"tab": "\t", b"cell": "\t"}
_RTF_SIGNS = {b"bullet": BULLET, b"endash": "–", b"emdash": "—", b"lquote": "‘", b"rquote": "’"}
_RTF_SIGNS |= {b"ldblquote": "“", b"rdblquote": "”"}
_RTF_SILENT = frozenset(
    (b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"object", b"header", b"footer", b"listtable")
)


def from_rtf(rtf: bytes) -> str:
    """Give the text of RTF (specification 1.9.1) with its paragraphs; not yet cleaned."""
    said: list[str] = []
    stack: list[tuple[bool, int]] = []
    silent, skipped, after = False, 1, 0  # \\uc: characters that stand in for one of Unicode
    for found in _RTF_WORD.finditer(rtf):
        word, number, code, sign, brace, plain = found.groups()
        if brace == b"{":
            stack.append((silent, skipped))
        elif brace == b"}":
            silent, skipped = stack.pop() if stack else (False, 1)
        elif sign == b"*" or word in _RTF_SILENT:
            silent = True
        elif word == b"uc" and number:
            skipped = min(max(int(number), 0), 9)
        elif silent:
            continue
        elif word == b"u" and number:
            said.append(chr(int(number) % 65536))
            after = skipped
        elif word in _RTF_BREAKS:
            said.append(_RTF_BREAKS[word])
        elif word in _RTF_SIGNS:
            said.append(_RTF_SIGNS[word])
        elif code is not None:
            after, gone = max(after - 1, 0), after > 0
            said.append("" if gone else bytes([int(code, 16)]).decode("cp1252", "replace"))
        elif sign is not None:
            said.append({b"~": " ", b"_": "-", b"-": ""}.get(sign, sign.decode("latin-1")))
        elif plain is not None:
            text = plain.decode("cp1252", "replace")
            said.append(text[after:])
            after = max(after - len(text), 0)
    joined = "".join(said).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return joined.strip("\n")
