"""What a letter, a report or a slip is made of before it is set on pages or written as a Word file.

    blocks -> exports.paper_setting -> pages of A4 (preview, printer, PDF)
           -> exports.paper_docx    -> .docx

Sizes and distances are points; a size of 0 is that of the body in the paper's layout profile. Widths of
columns are shares: they are scaled to the width within the margins.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from exports.layout_sheet import Sheet
from exports.paper_profiles import Profile

Across = Literal["left", "center", "right", "justify"]
BODY: Final = 0.0
"""The size of letters that stands for the body's."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look. `tag`: the cell whose figure this is, "BM02[2018].c14"; `changed`: no longer so.

    A changed figure is marked on the screen only: neither printed nor written marked.
    """

    text: str
    bold: bool = False
    italic: bool = False
    size: float = BODY
    tag: str = ""
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs broken into lines. `first_indent`, `before`, `after`: points; `keep`: on one page with the next.

    `rule`: a line below in the middle, as a share of the words, or as long as they are (`RULE_AS_WORDS`);
    `leader`: dots fill the last line up to the right margin, for what is written by hand; `level`: 1 for the
    title of a section, 0 for text: programs show such titles as an outline.
    """

    runs: tuple[Run, ...]
    align: Across = "left"
    first_indent: float = 0.0
    before: float = 0.0
    after: float = 0.0
    keep: bool = False
    rule: float = 0.0
    leader: bool = False
    level: int = 0

    @property
    def text(self) -> str:
        """The words without their looks."""
        return "".join(run.text for run in self.runs)


RULE_AS_WORDS: Final = 2.0
"""`Paragraph.rule`: a line as long as the words above it."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Two columns side by side, never parted by a page's end. `share`: of the left one, 0 to 1."""

    left: tuple[Paragraph, ...]
    right: tuple[Paragraph, ...]
    share: float = 0.42


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with lines; its heads come again on each page. `aligns`: of the columns, else to the left."""

    widths: tuple[float, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str | Run, ...], ...]
    aligns: tuple[Across, ...] = ()
    size: float = BODY


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the middle, `width` by `height` points; `alt` says in words what it shows."""

    png: bytes
    width: float
    height: float
    alt: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Empty room, for a signature, a seal or writing by hand; `rule`: ends in a line to cut along."""

    height: float
    rule: bool = False


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a page, upright or across; each appendix counts its own pages (`numbered_anew`)."""

    landscape: bool = False
    numbered_anew: bool = False


@dataclass(frozen=True, slots=True)
class Appendix:
    """Sheets of the package as an appendix: they begin a page and keep their own foot and page numbers."""

    heading: tuple[Paragraph, ...]
    sheets: tuple[Sheet, ...]


Block = Paragraph | Columns | Grid | Picture | Gap | PageBreak | Appendix


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper: blocks in order. `foot`: small words in the foot of each page, "" for none."""

    title: str
    profile: Profile
    blocks: tuple[Block, ...]
    foot: str = ""


def paragraph(text: str, **look: object) -> Paragraph:
    """Make a paragraph of one run; `bold`, `italic`, `size` are the run's, all else the paragraph's."""
    of_run = {name: look.pop(name) for name in ("bold", "italic", "size") if name in look}
    return Paragraph((Run(text, **of_run),), **look)  # type: ignore[arg-type]


def runs_of(paper: Paper) -> Iterator[Run]:
    """Give every run of a paper in reading order, without the sheets of appendices."""
    for block in paper.blocks:
        if isinstance(block, Paragraph):
            yield from block.runs
        elif isinstance(block, Columns):
            for one in (*block.left, *block.right):
                yield from one.runs
        elif isinstance(block, Grid):
            for row in block.rows:
                yield from (one if isinstance(one, Run) else Run(one) for one in row)
        elif isinstance(block, Appendix):
            for one in block.heading:
                yield from one.runs
