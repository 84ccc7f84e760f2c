"""How another maker's form is laid out: its questions in order, and the sections it is shown in.

parts(form, table) -> the headings, questions and repeats that stand in one row of a table
sections(form) -> pages of a size that can be overlooked; each repeat is a page of its own
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from forms.pack import Field, Form, Group, Table, Words

LARGE_GROUP, LARGE_SECTION = 8, 30
"""Questions: a group of that many becomes a section of its own, a section of that many is closed."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing of a page: a heading (`group`), a question (`field`) or a repeat (`table`)."""

    kind: Literal["group", "question", "repeat"]
    path: str
    depth: int = 0
    group: Group | None = None
    field: Field | None = None
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A page of a form: named after a group (`path`), after its first question, or after a repeat."""

    parts: tuple[Part, ...]
    path: str = ""
    depth: int = 0

    @property
    def repeat(self) -> Table | None:
        """The repeat that is this page."""
        return self.parts[0].table if self.parts and self.parts[0].kind == "repeat" else None


def parts(form: Form, table: Table) -> tuple[Part, ...]:
    """Give what is shown in one row of a table, in the order of the form; empty groups are left out."""
    fields = {field.path: field for field in table.fields if field.control}
    groups = {group.path: group for group in form.groups}
    repeats = {one.path: one for one in form.tables if one.parent is not None}
    found: list[Part] = []
    for path in form.order:
        if path == table.path or _innermost(path, repeats, table) is not table:
            continue
        depth = path.removeprefix(table.path).count("/") - 1
        if path in repeats:
            found.append(Part("repeat", path, depth, table=repeats[path]))
        elif path in fields:
            found.append(Part("question", path, depth, field=fields[path]))
        elif path in groups:
            found.append(Part("group", path, depth, group=groups[path]))
    return tuple(
        part
        for number, part in enumerate(found)
        if part.kind != "group"
        or any(_inside(other, part) for other in found[number + 1 :] if other.kind != "group")
    )


def _innermost(path: str, repeats: dict[str, Table], table: Table) -> Table | None:
    """Give the table in whose row a path stands; None for one of another branch."""
    if not path.startswith(f"{table.path}/"):
        return None
    inner = [
        one for at, one in repeats.items() if path.startswith(f"{at}/") and at.startswith(f"{table.path}/")
    ]
    return max(inner, key=lambda one: len(one.path)) if inner else table


def _inside(part: Part, group: Part) -> bool:
    return part.path.startswith(f"{group.path}/")


def sections(form: Form) -> tuple[Section, ...]:
    """Split the questions of a form into pages; groups stay together as far as they are not too large."""
    made: list[Section] = []
    _split(list(parts(form, form.tables[0])), "", 0, made)
    return tuple(made)


def _split(run: list[Part], path: str, depth: int, made: list[Section]) -> None:
    loose: list[Part] = []

    def close() -> None:
        if any(part.kind == "question" for part in loose):
            made.append(Section(tuple(loose), path if not _told(made, path) else "", depth))
        loose.clear()

    while run:
        part = run[0]
        if part.kind == "repeat":
            close()
            made.append(Section((part,), part.path, depth))
            run = run[1:]
        elif part.kind == "question":
            if _count(loose) >= LARGE_SECTION:
                close()
            loose.append(part)
            run = run[1:]
        else:
            inner = [one for one in run if one is part or _inside(one, part)]
            rest = run[len(inner) :]
            broken = any(one.kind == "repeat" for one in inner)
            size = _count(inner)
            nested = any(one.kind == "group" for one in inner[1:])
            if broken or (size > LARGE_SECTION and nested):
                close()
                _split(inner[1:], part.path, depth + bool(_named(part)), made)
            elif size >= LARGE_GROUP or _count(loose) + size > LARGE_SECTION:
                close()
                made.append(Section(tuple(inner), part.path, depth))
            else:
                loose.extend(inner)
            run = rest
    close()


def _told(made: Iterable[Section], path: str) -> bool:
    """Whether a page has this name already: the next one of the same group is named after its questions."""
    return any(section.path == path for section in made)


def _count(some: Iterable[Part]) -> int:
    return sum(part.kind == "question" for part in some)


def _named(part: Part) -> bool:
    return part.group is not None and any(part.group.label.values())


def languages(form: Form) -> tuple[str, ...]:
    """Give the languages a form speaks, its own first; () where it has only one."""
    known: dict[str, None] = {}
    for words in _all_words(form):
        known.update(dict.fromkeys(words))
    names = [
        name for name in known if name != "vi" and not any(other.endswith(f"({name})") for other in known)
    ]
    return tuple(names) if len(names) > 1 else ()


def _all_words(form: Form) -> Iterable[Words]:
    for table in form.tables:
        for field in table.fields:
            if field.control:
                yield field.label
    for group in form.groups:
        yield group.label


_OWN = {"vi": ("vietnamese", "tiếng việt", "tieng viet", "việt"), "en": ("english",)}


def own_language(known: Iterable[str], wanted: str) -> str:
    """Choose the language of a form that a person who works in `wanted` reads, else the form's own."""
    names = tuple(known)
    for name in names:
        word = name.casefold()
        if (
            word == wanted
            or word.endswith(f"({wanted})")
            or word.partition("(")[0].strip() in _OWN.get(wanted, ())
        ):
            return name
    return names[0] if names else wanted
