"""The words of other makers' forms: simple Markdown and a few HTML tags become safe rich text, or plain text.

A form may say anything. Every letter of it is escaped; only tags made here stand in the result, none of which
can load, link or run anything. What is no markup we know stays as it was written.
"""

import re
from html import escape, unescape

from PySide6.QtGui import QColor

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)((?:\s[^<>]*)?)/?>")
_COLOUR = re.compile(r"color\s*[:=]\s*[\"']?\s*([#A-Za-z0-9]+)", re.IGNORECASE)
_HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*\s*$")
_LINK = re.compile(r"\[([^\[\]]+)\]\((?:[^()\s]+)\)")
_ITEM = re.compile(r"^[-*]\s+")
_ESCAPED = re.compile(r"\\([\\*_#\[\]~`])")
_STRONG = re.compile(r"(?<![\w*])\*\*(?=\S)(.+?)(?<=\S)\*\*(?!\*)|(?<![\w_])__(?=\S)(.+?)(?<=\S)__(?![\w_])")
_LEANING = re.compile(
    r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=\S)\*(?![\w*])|(?<![\w_])_(?=[^\s_])([^_\n]+?)(?<=\S)_(?!\w)"
)
_SAME = {"b": "b", "strong": "b", "i": "i", "em": "i", "u": "u", "sub": "sub", "sup": "sup", "small": "small"}
_OPEN, _CLOSE = "\ue000", "\ue001"  # stand around the number of a tag of ours while the text is read
_MARKED = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_HELD = re.compile("\ue002(\\d+)\ue003")
_MARKS = frozenset("<>*_#[\\&\n")


def rich(text: str) -> str:
    """Write a form's words as rich text of our own making."""
    if not _MARKS.intersection(text):
        return text
    made = _read(text)
    tags: list[str] = []

    def keep(tag: str) -> str:
        tags.append(tag)
        return f"{_OPEN}{len(tags) - 1}{_CLOSE}"

    def tag(found: re.Match[str]) -> str:
        shut, name, more = found[1] == "/", found[2].lower(), found[3]
        if name in _SAME:
            return keep(f"<{'/' if shut else ''}{_SAME[name]}>")
        if name == "br" or (name == "p" and shut) or (name == "div" and shut):
            return "\n"
        if name in ("span", "font"):
            colour = _COLOUR.search(more)
            good = colour is not None and QColor.isValidColorName(colour[1])
            return keep(
                "</span>" if shut else f'<span style="color:{colour[1]}">' if good and colour else "<span>"
            )
        if re.fullmatch("h[1-6]", name):
            return keep("</b>") + "\n" if shut else "\n" + keep("<b>")
        return ""

    held: list[str] = []

    def hold(found: re.Match[str]) -> str:
        held.append(found[1])
        return f"\ue002{len(held) - 1}\ue003"

    made = _ESCAPED.sub(hold, _TAG.sub(tag, made))
    lines = []
    for line in made.strip().split("\n"):
        one = line.strip()
        heading = _HEADING.match(_without_tags(one)) if "#" in one else None
        if heading:
            one = re.sub(r"#{1,6}\s+", "", one, count=1)
            size = {1: "x-large", 2: "large"}.get(len(heading[1]), "medium")
            one = keep(f'<span style="font-size:{size}; font-weight:600">') + one + keep("</span>")
        else:
            one = _ITEM.sub("• ", one)
        one = _LINK.sub(r"\1", one)
        one = _STRONG.sub(lambda f: keep("<b>") + (f[1] or f[2]) + keep("</b>"), one)
        one = _LEANING.sub(lambda f: keep("<i>") + (f[1] or f[2]) + keep("</i>"), one)
        lines.append(one)
    whole = escape(_HELD.sub(lambda found: held[int(found[1])], "\n".join(lines)), quote=False)
    return _MARKED.sub(lambda found: tags[int(found[1])], whole).replace("\n", "<br>")


def plain(text: str) -> str:
    """Write a form's words on one line, without any markup: for lists, tooltips and screen readers."""
    if not _MARKS.intersection(text):
        return text
    held: list[str] = []

    def hold(found: re.Match[str]) -> str:
        held.append(found[1])
        return f"\ue002{len(held) - 1}\ue003"

    made = _TAG.sub(lambda f: "\n" if f[2].lower() in ("br", "p", "div") else "", _read(text))
    lines = []
    for line in _ESCAPED.sub(hold, made).split("\n"):
        one = line.strip()
        heading = _HEADING.match(one)
        one = heading[2] if heading else one
        one = _LINK.sub(r"\1", one)
        one = _STRONG.sub(lambda f: f[1] or f[2], one)
        lines.append(_LEANING.sub(lambda f: f[1] or f[2], one))
    whole = _HELD.sub(lambda found: held[int(found[1])], " ".join(lines))
    return " ".join(whole.split())


def _read(text: str) -> str:
    """Take entities and our own marks out of a text; what an entity stands for is text, never a tag."""
    text = re.sub("[\ue000-\ue003]", "", text).replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"&(?:#\d+|#x[0-9A-Fa-f]+|\w+);", _entity, text)


def _entity(found: re.Match[str]) -> str:
    letter = unescape(found[0])
    return f"{letter} " if letter == "<" else letter


def _without_tags(text: str) -> str:
    return _MARKED.sub("", text)
