"""Every letter of a small demonstration in both layout profiles, beside the rules that it follows.

Usage: python -m desktop_app.photograph_papers FOLDER. Makes pictures of the pages and `index.html`, which
shows them below a table of the profile's rules: what to look at when a rule or the setting changes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from desktop_app.app import application
from desktop_app.demo import demonstrate
from desktop_app.paths import shipped_packs
from exports.paper_profiles import Profile, profiles
from exports.paper_setting import set_pages
from office.clock import SystemClock
from office.desk import Desk, open_desk
from office.packs import Shelf
from office.papers import ONE_OF_ITS_KIND, Group, listed, made
from ui.papers.draw import picture
from ui.papers.letters import width_of

DOTS: Final = 90
"""Dots an inch of a picture: sizes of letters can still be told."""
MOST_PAGES: Final = 8
"""Pages shown of one paper: the appendices after them are the tables of the package."""
LETTERS: Final = ONE_OF_ITS_KIND | {Group.SLIP, Group.SUMMARY}
_COMMUNES: Final = 3
"""The third one has nominees."""


def main(out: Path) -> int:
    """Make a demonstration, draw its letters, and say how many pages there are; 1 where there are none."""
    out.mkdir(parents=True, exist_ok=True)
    app = application([])
    clock = SystemClock()
    shelf = Shelf(shipped_packs(), clock.now())
    parts, drawn = list[str](), set[tuple[str, str]]()
    with TemporaryDirectory() as folder:
        demonstrate(Path(folder) / "demo", _COMMUNES, shelf, lambda _: None)
        for home in sorted((Path(folder) / "demo" / "offices").iterdir()):
            with open_desk(home, clock=clock, shelf=shelf) as desk:
                known = {one.group: one.id for one in reversed(listed(desk)) if one.group in LETTERS}
                wanted = {group: of for group, of in known.items() if (group, desk.unit.level) not in drawn}
                drawn |= {(group, desk.unit.level) for group in wanted}
                parts += [part for look in profiles().values() for part in _letters(desk, wanted, look, out)]
    tables = "".join(_rules(look) for look in profiles().values())
    style = "body{font-family:sans-serif}img{border:1px solid #888;margin:4px}td,th{padding:2px 8px}"
    page = f'<!doctype html><meta charset="utf-8"><style>{style}</style>{tables}{"".join(parts)}'
    (out / "index.html").write_text(page, encoding="utf-8")
    sys.stdout.write(f"{out}: {sum(part.count('<img') for part in parts)}\n")
    app.processEvents()
    return 0 if parts else 1


def _letters(desk: Desk, wanted: Mapping[Group, str], look: Profile, out: Path) -> Iterator[str]:
    """Draw letters of an office and give them as HTML."""
    for group, of in reversed(tuple(wanted.items())):
        letter = made(desk, of, look.id)
        if letter.paper is None:
            continue
        images = []
        for number, page in enumerate(set_pages(letter.paper, width_of)[:MOST_PAGES], start=1):
            name = f"{desk.unit.code}-{group}-{look.id}-{number}.png"
            picture(page, DOTS).save(str(out / name))
            images.append(f'<img src="{escape(name)}" width="{480 if page.landscape else 340}">')
        yield f"<h2>{escape(f'{look.id} · {letter.title}')}</h2>{''.join(images)}"


def _rules(look: Profile) -> str:
    """Write a profile's rules as a table."""
    rows = "".join(
        f"<tr><td>{escape(one.name)}<td>{escape(one.value)}<td>{escape(one.text)}<td>{escape(one.seen)}"
        f"<td>{escape(one.source if one.verified else f'{one.source} (from memory)')}"
        for one in look.rules.values()
    )
    head = "<tr><th>rule<th>value<th>wanted<th>seen<th>source"
    return f"<h1>{escape(f'{look.id} ({look.title})')}</h1><table border=1>{head}{rows}</table>"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
