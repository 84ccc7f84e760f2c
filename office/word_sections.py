"""A report from Word taken into the long texts of a form: which heading goes to which question.

found = look(entry, "BM18", (), path)   -> headings, questions, and the likeliest question of each heading
found.texts(chosen), found.over(chosen) -> what would stand there, and what is too long
accept(entry, found, chosen)            -> one step of undo
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from exports.docx_sections import LARGEST, Section, WordFile, read_docx
from forms.answers import Address, Key
from forms.findings import Change
from forms.letters import fold, normalise, word_count
from forms.pack import Field, Kind
from forms.problems import Problem
from office.entry import Entry
from office.photos import read_file

LONGEST = 32_000
"""Letters of one text: a cell of the package's workbook takes no more than 32,767."""

_FRONT = re.compile(r"(?:phần|mục|chương|part)?\s*(?:([0-9]{1,2})|([IVX]{1,5}))\s*[.):/–-]\s*", re.IGNORECASE)
_DEEPER = re.compile(r"\s*(?:[0-9]{1,2}|[IVX]{1,5})[.][0-9]", re.IGNORECASE)
_ALIKE = 0.5  # share of words


@dataclass(frozen=True, slots=True)
class Target:
    """A question for a long text. `words`: how many stand there now."""

    address: Address
    field: Field
    label: str
    words: int


@dataclass(frozen=True, slots=True)
class Sorting:
    """A file beside the questions of a form. `likely`: number of a target for each section, None for none."""

    file: WordFile
    targets: tuple[Target, ...]
    likely: tuple[int | None, ...]

    def texts(self, chosen: Sequence[int | None]) -> dict[Address, str]:
        """Give the text of each question; of several sections in one the later keep their titles."""
        found: dict[Address, str] = {}
        for number, target in enumerate(self.targets):
            parts = [one for one, to in zip(self.file.sections, chosen, strict=True) if to == number]
            # The first heading is the question itself; further ones in the same question keep theirs.
            said = [one.text if at == 0 else f"{one.title}\n{one.text}" for at, one in enumerate(parts)]
            text = "\n".join(part.strip("\n") for part in said if part.strip())
            if text.strip():
                found[target.address] = text
        return found

    def over(self, chosen: Sequence[int | None]) -> dict[Address, tuple[int, int]]:
        """Give words and letters of what is longer than its question takes; it is kept whole all the same."""
        fields = {target.address: target.field for target in self.targets}
        found = {}
        for address, text in self.texts(chosen).items():
            most, letters = fields[address].max_words, fields[address].max_length
            if (most and word_count(text) > most) or (letters and len(text) > letters):
                found[address] = word_count(text), len(text)
        return found

    def left(self, chosen: Sequence[int | None]) -> tuple[Section, ...]:
        """Give the sections that go nowhere and hold something."""
        return tuple(
            one
            for one, to in zip(self.file.sections, chosen, strict=True)
            if to is None and (one.title or one.text.strip())
        )


def long_texts(entry: Entry, table: str, key: Key) -> tuple[Target, ...]:
    """Give the questions of a record that take long texts and can be answered."""
    found = []
    for field in entry.table(table).fields:
        address = Address(table, key, field.id)
        if field.kind is not Kind.MEMO or field.hidden or field.calculate is not None:
            continue
        view = entry.view(address)
        if view.relevant and not view.readonly and not view.locked:
            label = field.label.get(entry.desk.language) or field.label.get("vi", "")
            found.append(Target(address, field, label, word_count(str(view.value or ""))))
    return tuple(found)


def look(entry: Entry, table: str, key: Key, path: Path) -> Sorting:
    """Read a file and sort its headings; raises FILE_MISSING, DOCX_..., DOCX_NOWHERE. Nothing changes."""
    targets = long_texts(entry, table, key)
    if not targets:
        raise Problem("DOCX_NOWHERE")
    file = read_docx(read_file(path, LARGEST, "DOCX_LARGE"), path.name)
    return sort(file, targets)


def sort(file: WordFile, targets: tuple[Target, ...]) -> Sorting:
    """Pair the headings of a file with questions."""
    return Sorting(file, targets, _sorted(file.sections, [_names(target) for target in targets]))


def accept(entry: Entry, sorting: Sorting, chosen: Sequence[int | None]) -> Change:
    """Put the texts where they were chosen to go, as one step; raises DOCX_SECTION_LONG, LEGACY_LETTERS."""
    texts = {place: normalise(text, lines=True) for place, text in sorting.texts(chosen).items()}
    labels = {target.address: target.label for target in sorting.targets}
    for place, text in texts.items():
        if len(text) > LONGEST:
            raise Problem("DOCX_SECTION_LONG", label=labels[place], limit=LONGEST)
    return entry.put([(place, text or None, None) for place, text in texts.items()], "from Word")


def _names(target: Target) -> tuple[int | None, tuple[frozenset[str], ...]]:
    """Give the number in front of a question and its titles in words without diacritics."""
    labels = tuple(target.field.label.values())
    return _number(labels[0]) if labels else None, tuple(_words(label) for label in labels)


def _number(title: str) -> int | None:
    found = _FRONT.match(title)
    if found is None or _DEEPER.match(title):
        return None
    return int(found[1]) if found[1] else _roman(found[2].upper())


def _roman(text: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in text]
    following = [*values[1:], 0]
    return sum(-one if one < after else one for one, after in zip(values, following, strict=True))


def _words(title: str) -> frozenset[str]:
    return frozenset(fold(_FRONT.sub("", title, count=1)).split())


def _sorted(
    sections: Sequence[Section], names: Sequence[tuple[int | None, tuple[frozenset[str], ...]]]
) -> tuple[int | None, ...]:
    """Find the likeliest question of each section: by its title, else by its number among the outermost.

    A section deeper than the one that found its question goes with it, and so does a part of it ("3.1").
    """
    outermost = min((one.level for one in sections if one.level), default=0)
    by_title = _by_title(sections, names)
    found: list[int | None] = []
    last: tuple[int, int | None] = (0, None)  # level and question of the section above
    for at, one in enumerate(sections):
        number = _number(one.title)
        free = [n for n, (own, _) in enumerate(names) if own == number and n not in by_title.values()]
        if at in by_title:
            to: int | None = by_title[at]
        elif one.level and last[1] is not None and (one.level > last[0] or _DEEPER.match(one.title)):
            found.append(last[1])
            continue
        elif one.level == outermost and number is not None and free and free[0] not in found:
            to = free[0]
        else:
            to = None
        last = (one.level, to)
        found.append(to)
    return tuple(found)


def _by_title(
    sections: Sequence[Section], names: Sequence[tuple[int | None, tuple[frozenset[str], ...]]]
) -> Mapping[int, int]:
    """Pair sections with the questions whose titles they share most words with, the surest pairs first."""
    likeness = []
    for at, one in enumerate(sections):
        words = _words(one.title)
        for number, (own, titles) in enumerate(names):
            shares = [len(words & title) / len(words | title) for title in titles if words | title]
            best = max(shares, default=0.0)
            if one.level and best >= _ALIKE:
                same_number = own is not None and own == _number(one.title)
                likeness.append((-best - 0.1 * same_number, one.level, at, number))
    pairs: dict[int, int] = {}
    for _, _, at, number in sorted(likeness):
        if at not in pairs and number not in pairs.values():
            pairs[at] = number
    return pairs
