"""Blocks written as a Word file (ECMA-376): what an office expects to be able to edit.

The same words in the same order as on the pages of `exports.paper_setting`; Word breaks its own lines.
Figures stand in content controls tagged with their cell, page numbers are fields, titles of sections are
headings. Nothing in the file runs or points outside.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Final

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Pt

from exports.paper_blocks import (
    Appendix,
    Block,
    Columns,
    Gap,
    Grid,
    PageBreak,
    Paper,
    Paragraph,
    Picture,
    Run,
)
from exports.paper_docx_sheet import sheet_tables
from exports.paper_docx_words import Element, Look, add, element, paragraph_of, put_before, table_of
from exports.paper_heading import with_heading
from exports.paper_lines import lines_of
from exports.paper_pages import A4, BOTTOM, LEFT, RIGHT, TOP, WidthOf
from exports.paper_profiles import Profile
from exports.paper_setting import rule_length
from exports.styles import FONT

_TEXT: Final = 11.0
_FOOT: Final = 9.0
_TWIPS: Final = 20
_NUMBER_FROM_EDGE: Final = 0.35
"""Of the margin: how far the page number stands from the paper's edge."""


def write_docx(paper: Paper, width_of: WidthOf) -> bytes:
    """Write a paper as .docx; `width_of` measures the words that lines are drawn below."""
    document = Document()
    _plain_looks(document, paper)
    profile = paper.profile
    section = document.sections[0]
    _page(section, landscape=False, margins=profile.margins)
    _numbered(section, profile, paper.foot, first=True)
    for above, block in zip((None, *paper.blocks), paper.blocks, strict=False):
        if isinstance(above, Appendix) and not isinstance(block, PageBreak | Appendix):
            section = _next(document, landscape=False, margins=profile.margins)
            _numbered(section, profile, paper.foot, first=False)
        if isinstance(block, PageBreak):
            section = _next(document, landscape=block.landscape, margins=profile.margins)
            _numbered(section, profile, paper.foot, first=False, anew=block.numbered_anew)
        elif isinstance(block, Appendix):
            _appendix(document, block)
        elif isinstance(block, Picture):
            _picture(document, block, _wide(section))
        else:
            for made in _made(block, profile, width_of, _wide(section)):
                put_before(document.element.body, made, "w:sectPr")
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _appendix(document: WordDocument, of: Appendix) -> None:
    for number, sheet in enumerate(with_heading(of.sheets, of.heading)):
        across = bool(sheet.page.landscape)
        section = _next(document, landscape=across, margins=(LEFT, TOP, RIGHT, BOTTOM))
        _sheet_foot(section, sheet.page.footer, anew=number == 0)
        for made in sheet_tables(sheet):
            put_before(document.element.body, made, "w:sectPr")


def _plain_looks(document: WordDocument, paper: Paper) -> None:
    """Set the letters of the whole file, and headings that look like the office's own."""
    for name in ("Normal", "Heading 1", "Header", "Footer"):
        style = document.styles[name]
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in list(fonts.attrib):
            del fonts.attrib[key]
        for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{kind}"), FONT)
    _size_of(document, "Normal", paper.profile.size("body"))
    _size_of(document, "Heading 1", paper.profile.size("body"))
    heading = document.styles["Heading 1"].element
    for tag in ("w:color",):
        for one in heading.rPr.findall(qn(tag)):
            heading.rPr.remove(one)
    facts = document.core_properties
    facts.title, facts.author, facts.comments, facts.last_modified_by = paper.title, "", "", ""


def _size_of(document: WordDocument, name: str, size: float) -> None:
    document.styles[name].font.size = Pt(size)


def _wide(section: Section) -> float:
    """Points between the margins."""
    width, left, right = section.page_width, section.left_margin, section.right_margin
    return float((width or Pt(A4[0])).pt - (left or Pt(0)).pt - (right or Pt(0)).pt)


# --- blocks --------------------------------------------------------------------------------------


def _made(block: Block, profile: Profile, width_of: WidthOf, wide: float) -> Iterator[Element]:
    match block:
        case Paragraph():
            yield from _paragraphs(block, profile, width_of, wide)
        case Columns():
            yield _columns(block, profile, width_of, wide)
        case Grid():
            yield _grid(block, wide)
            yield _spacer(1.0)
        case Gap():
            yield _spacer(block.height, rule=block.rule, keep=not block.rule)


def _paragraphs(of: Paragraph, profile: Profile, width_of: WidthOf, wide: float) -> Iterator[Element]:
    spacing = float(profile.rules["line_spacing"].value) if of.align == "justify" else 1.0
    look = Look(of.align, of.first_indent, of.before, of.after, keep=of.keep, line=spacing, level=of.level)
    if of.rule:
        look = replace(look, after=0.0, keep=True)
    made = paragraph_of(of.runs, look, leader=wide if of.leader else 0.0)
    yield made
    if of.rule:
        body = profile.size("body")
        words = max(line.width for line in lines_of(of, wide, body, width_of))
        yield _line(rule_length(of, words, wide), wide, of.after)


def _line(length: float, wide: float, after: float) -> Element:
    """Draw a line of so many points in the middle: the upper border of an empty low paragraph."""
    made = _spacer(3.0, after=after)
    properties = made[0]
    borders = element("w:pBdr")
    add(borders, "w:top", val="single", sz=6, space=1, color="000000")
    put_before(properties, borders, "w:spacing", "w:ind", "w:jc", "w:rPr")
    aside = round((wide - length) / 2 * _TWIPS)
    indent = element("w:ind")
    indent.set(qn("w:left"), str(aside))
    indent.set(qn("w:right"), str(aside))
    put_before(properties, indent, "w:jc", "w:rPr")
    return made


def _spacer(height: float, *, after: float = 0.0, rule: bool = False, keep: bool = False) -> Element:
    """Leave room: an empty paragraph of so many points."""
    made = element("w:p")
    properties = add(made, "w:pPr")
    if keep:
        add(properties, "w:keepNext")
    if rule:
        borders = add(properties, "w:pBdr")
        add(borders, "w:bottom", val="dashed", sz=4, space=1, color="000000")
    line = max(round(height * _TWIPS), _TWIPS)
    add(properties, "w:spacing", before=0, after=round(after * _TWIPS), line=line, lineRule="exact")
    add(add(properties, "w:rPr"), "w:sz", val=2)
    return made


def _columns(of: Columns, profile: Profile, width_of: WidthOf, wide: float) -> Element:
    widths = (wide * of.share, wide * (1 - of.share))
    cells = []
    for side, width in zip((of.left, of.right), widths, strict=True):
        made = [part for one in side for part in _paragraphs(one, profile, width_of, width)]
        cells.append(made or [_spacer(1.0)])
    return table_of(widths, [cells])


def _grid(of: Grid, wide: float) -> Element:
    widths = [share / sum(of.widths) * wide for share in of.widths]
    size = of.size or _TEXT
    aligns = (*of.aligns, *("left",) * (len(widths) - len(of.aligns)))
    rows = []
    if of.heads:
        rows.append([[_cell(Run(text, bold=True, size=size), "center")] for text in of.heads])
    for row in of.rows:
        runs = [one if isinstance(one, Run) else Run(one) for one in row]
        rows.append(
            [[_cell(replace(run, size=size), align)] for run, align in zip(runs, aligns, strict=True)]
        )
    return table_of(widths, rows, border=True, heads=1 if of.heads else 0)


def _cell(run: Run, align: str) -> Element:
    return paragraph_of((run,), Look(align))


def _picture(document: WordDocument, of: Picture, wide: float) -> None:
    shrink = min(1.0, wide / of.width)
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    shape = paragraph.add_run().add_picture(BytesIO(of.png), Pt(of.width * shrink), Pt(of.height * shrink))
    for one in shape._inline.iter(qn("wp:docPr")):  # noqa: SLF001
        one.set("descr", of.alt)


# --- pages ---------------------------------------------------------------------------------------


def _page(section: Section, *, landscape: bool, margins: tuple[float, float, float, float]) -> None:
    wide, high = (A4[1], A4[0]) if landscape else A4
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Pt(wide), Pt(high)
    section.left_margin, section.top_margin, section.right_margin, section.bottom_margin = map(Pt, margins)
    section.header_distance = Pt(margins[1] * _NUMBER_FROM_EDGE)
    section.footer_distance = Pt(margins[3] * _NUMBER_FROM_EDGE)


def _next(document: WordDocument, *, landscape: bool, margins: tuple[float, float, float, float]) -> Section:
    section: Section = document.add_section(WD_SECTION.NEW_PAGE)
    _page(section, landscape=landscape, margins=margins)
    section.header.is_linked_to_previous = False
    section.footer.is_linked_to_previous = False
    section.different_first_page_header_footer = False
    for old in section._sectPr.findall(qn("w:pgNumType")):  # noqa: SLF001
        section._sectPr.remove(old)  # noqa: SLF001
    return section


def _from_one(section: Section) -> None:
    kind = element("w:pgNumType")
    kind.set(qn("w:start"), "1")
    put_before(section._sectPr, kind, "w:cols", "w:titlePg", "w:docGrid")  # noqa: SLF001


def _numbered(section: Section, profile: Profile, foot: str, *, first: bool, anew: bool = False) -> None:
    """Number the pages of a section where the profile wants it."""
    section.different_first_page_header_footer = first and not profile.number_on_first
    if anew:
        _from_one(section)
    across = "center" if profile.number_on_top else "right"
    place = section.header if profile.number_on_top else section.footer
    number = paragraph_of((), Look(across))
    for one in _field("PAGE", profile.size("number_size")):
        number.append(one)
    _only(place, number)
    if foot:
        words = paragraph_of((Run(foot, italic=True, size=_FOOT),), Look("left"))
        for box in (section.footer, *((section.first_page_footer,) if first else ())):
            if box is place:
                place._element.insert(0, words)  # noqa: SLF001
            else:
                _only(box, paragraph_of((Run(foot, italic=True, size=_FOOT),), Look("left")))


def _sheet_foot(section: Section, footer: tuple[str, str, str], *, anew: bool) -> None:
    """Write a sheet's own foot: what it is of, its page, and the figures code."""
    left, _, code = (text.replace("&&", "&") for text in footer)
    if anew:
        _from_one(section)
    made = paragraph_of((Run(f"{left}    Trang ", size=_FOOT),), Look("left"))
    for one in _field("PAGE", _FOOT):
        made.append(one)
    for one in paragraph_of((Run(f"    {code}", bold=True, size=_FOOT),), Look("left")).findall(qn("w:r")):
        made.append(one)
    _only(section.footer, made)
    _only(section.header, paragraph_of((), Look("left")))


def _only(place: object, made: Element) -> None:
    element = place._element  # type: ignore[attr-defined]  # noqa: SLF001
    for one in list(element):
        element.remove(one)
    element.append(made)


def _field(name: str, size: float) -> Iterator[Element]:
    """Make a field that Word fills, as a complex field of three runs."""
    for part in ("begin", "", "end"):
        run = element("w:r")
        add(add(run, "w:rPr"), "w:sz", val=round(size * 2))
        if part:
            add(run, "w:fldChar", fldCharType=part)
        else:
            add(run, "w:instrText").text = name
        yield run
