"""The manual: chapters of Markdown in a folder a language, which one belongs to what is shown, and search.

A chapter is one file, `docs/manual/vi/entry.md`; contents.csv gives their order, topics.csv the chapter that
F1 opens for each class of the window. A line `<a id="kit"></a>` names the heading below it, so that the files
also read well on any page that shows Markdown.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from forms.letters import fold
from forms.problems import Problem

PICTURE = re.compile(r"^!\[(.*)\]\(pictures/([A-Za-z0-9-]+\.png)\)$")
_ANCHOR = re.compile(r'^<a id="([a-z0-9-]+)"></a>$')
_HEADING = re.compile(r"^#{1,3} ")
_SIGNS = re.compile(r"\]\([^)]*\)|[*`|#>\[\]\\]")
_EXCERPT = 110  # letters of a line that a search shows


@dataclass(frozen=True, slots=True)
class Section:
    """What stands below one heading; `number` counts the headings of the chapter from 0."""

    number: int
    heading: str
    text: str


@dataclass(frozen=True)
class Chapter:
    """One page of the manual as Markdown; `anchors`: name -> number of the heading it stands above."""

    name: str
    part: str
    text: str
    anchors: Mapping[str, int]

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """What stands below each heading."""
        return tuple(_sections(self.text))

    @property
    def title(self) -> str:
        """The first heading."""
        return self.sections[0].heading if self.sections else self.name


@dataclass(frozen=True, slots=True)
class Hit:
    """A section in which all words of a search stand; `excerpt`: the line with the first of them."""

    chapter: Chapter
    section: Section
    excerpt: str


@dataclass(frozen=True)
class Manual:
    """All chapters in one language, in order; `pictures`: the folder of its screenshots, if there are any."""

    language: str
    chapters: tuple[Chapter, ...]
    pictures: Path | None = None

    def chapter(self, name: str) -> Chapter:
        """Give a chapter by its name; raise FILE_MISSING where the manual has none of that name."""
        for one in self.chapters:
            if one.name == name:
                return one
        raise Problem("FILE_MISSING", file=f"{name}.md")

    @cached_property
    def _folded(self) -> tuple[tuple[Chapter, Section, str], ...]:
        """Every section with its words as they are searched: folded once, not with each key."""
        return tuple(
            (chapter, section, fold(f"{section.heading} {section.text}"))
            for chapter in self.chapters
            for section in chapter.sections
        )

    def find(self, words: str) -> tuple[Hit, ...]:
        """Give the sections in which every word stands, headings first; accents do not count."""
        wanted = fold(words).split()
        if not wanted:
            return ()
        found: list[tuple[int, bool, int, Hit]] = []
        for chapter, section, folded in self._folded:
            if all(word in folded for word in wanted):
                missing = sum(word not in fold(section.heading) for word in wanted)
                hit = Hit(chapter, section, _excerpt(section, wanted))
                apart = " ".join(wanted) not in folded
                found.append((missing, apart, len(section.heading.split()), hit))
        return tuple(hit for *_, hit in sorted(found, key=lambda one: one[:3]))


Generated = Mapping[str, Callable[[str], str]]
"""Chapters written by the program: name -> a function of the language that gives Markdown."""


def read_manual(folder: Path, language: str, generated: Generated, pictures: Path | None = None) -> Manual:
    """Read the manual in `language` from `folder`; chapters in `generated` are written, not read.

    Raises FILE_MISSING for a chapter of contents.csv that is neither a file nor generated.
    """
    chapters = []
    for row in _rows(folder / "contents.csv"):
        name = row["chapter"]
        written = generated.get(name)
        text = written(language) if written else _read(folder / language / f"{name}.md")
        chapters.append(_chapter(name, row[language], text))
    mine = pictures / language if pictures else None
    return Manual(language, tuple(chapters), mine if mine and mine.is_dir() else None)


def chapter_names(folder: Path) -> tuple[str, ...]:
    """Give the chapters in their order."""
    return tuple(row["chapter"] for row in _rows(folder / "contents.csv"))


def topics(folder: Path) -> Mapping[str, str]:
    """Give the chapter, with "#" and a heading's name where there is one, for each class of the window."""
    return {row["shown"]: row["opens"] for row in _rows(folder / "topics.csv")}


def as_shown(text: str, pictures: Path | None) -> str:
    """Leave out the pictures that the build has not made; name the others as in their folder `pictures`."""
    lines = []
    for line in text.split("\n"):
        found = PICTURE.match(line)
        if found is None or (pictures is not None and (pictures / found[2]).is_file()):
            lines.append(line.replace("](pictures/", "](") if found else line)
    return "\n".join(lines)


def picture_names(text: str) -> tuple[str, ...]:
    """Give the names of the pictures a chapter asks for."""
    return tuple(found[2] for line in text.split("\n") if (found := PICTURE.match(line)))


def _chapter(name: str, part: str, text: str) -> Chapter:
    anchors: dict[str, int] = {}
    lines, headings = [], 0
    for line in text.split("\n"):
        found = _ANCHOR.match(line)
        if found:
            anchors[found[1]] = headings
            continue
        headings += bool(_HEADING.match(line))
        lines.append(line)
    return Chapter(name, part, "\n".join(lines).strip() + "\n", anchors)


def _sections(text: str) -> Iterator[Section]:
    number, heading, lines = -1, "", list[str]()
    for line in text.split("\n"):
        if _HEADING.match(line):
            if number >= 0:
                yield Section(number, heading, "\n".join(lines))
            number, heading, lines = number + 1, line.lstrip("# ").strip(), []
        else:
            lines.append(line)
    if number >= 0:
        yield Section(number, heading, "\n".join(lines))


def _excerpt(section: Section, wanted: Sequence[str]) -> str:
    """Give the line of a section in which the most of the words stand, without the signs of Markdown."""
    lines = [line for line in section.text.split("\n") if line.strip() and not PICTURE.match(line)]

    def fits(line: str) -> tuple[bool, int]:
        folded = fold(line)
        return " ".join(wanted) in folded, sum(word in folded for word in wanted)

    best = max(lines, key=fits, default="")
    plain = _SIGNS.sub("", best).strip(" -")
    return plain if len(plain) <= _EXCERPT else f"{plain[:_EXCERPT].rstrip()}…"


def _rows(file: Path) -> tuple[dict[str, str], ...]:
    return tuple(csv.DictReader(_read(file).splitlines(), strict=True))


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except OSError as missing:
        raise Problem("FILE_MISSING", file=file.name) from missing
