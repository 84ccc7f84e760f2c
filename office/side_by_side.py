"""Two or three records read side by side, field by field: everything their units said, with photos.

A question stands there where any of the records says something.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from forms.answers import Address, Key
from forms.pack import Field, Kind, Table
from office.awards import Awards
from office.choices import Candidate, Choosing
from office.desk import Desk
from office.record_files import RecordFile, record_files


@dataclass(frozen=True, slots=True)
class Read:
    """One line: the question's words, and what each record says; `differs` where they do not say the same."""

    label: str
    texts: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Tell whether they say different things."""
        return len(set(self.texts)) > 1


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Records beside one another: who they are, their lines, their photos and papers."""

    candidates: tuple[Candidate, ...]
    lines: tuple[Read, ...]
    files: tuple[tuple[RecordFile, ...], ...]


def side_by_side(desk: Desk, seen: Choosing, keys: Sequence[Key]) -> SideBySide:
    """Read records beside one another; raise CHOOSE_GONE."""
    found = tuple(seen.candidate(key) for key in keys)
    awards = Awards(desk)
    lines = [
        *_lines(desk, awards, seen.table, keys),
        *(line for child in _children(desk, seen.table) for line in _rows(desk, awards, child, keys)),
    ]
    return SideBySide(
        found,
        tuple(line for line in lines if any(line.texts)),
        tuple(record_files(desk, awards, seen.table, one.key) for one in found),
    )


def _lines(desk: Desk, awards: Awards, table: Table, keys: Sequence[Key]) -> Iterator[Read]:
    for field in _asked(table):
        if field.kind is not Kind.FILES:
            texts = tuple(awards.told(Address(table.id, key, field.id), field) for key in keys)
            unit = _words(desk, field.unit, "")
            yield Read(f"{_words(desk, field.label, field.id)}{f' ({unit})' if unit else ''}", texts)


def _rows(desk: Desk, awards: Awards, child: Table, keys: Sequence[Key]) -> Iterator[Read]:
    """Give the rows below the records, each as one line of text."""
    fields = _asked(child)
    yield Read(
        _words(desk, child.label, child.id),
        tuple(
            "\n".join(
                " · ".join(
                    text for field in fields if (text := awards.told(Address(child.id, row, field.id), field))
                )
                for row in awards.rows(child.id, key)
            )
            for key in keys
        ),
    )


def _asked(table: Table) -> tuple[Field, ...]:
    return tuple(field for field in table.fields if field.kind is not Kind.KEY and not field.hidden)


def _children(desk: Desk, table: Table) -> Iterator[Table]:
    return (child for child in desk.pack.tables_by_id.values() if child.parent == table.id)


def _words(desk: Desk, words: Mapping[str, str], otherwise: str) -> str:
    return words.get(desk.language) or words.get("vi") or otherwise
