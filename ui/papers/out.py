"""Pages on their way out: to a printer, or as a PDF that is written whole or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass

from exports.paper_pages import PaperPage
from forms.problems import Problem
from ui.papers.draw import draw_all, write_pdf
from ui.words import tr
from ui.workplace import Workplace


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of it in place; `tone` as `Notice` has them."""

    tone: str
    text: str


def print_pages(place: Workplace, pages: Sequence[PaperPage], title: str) -> Told | int | None:
    """Print on the printer the person chooses; gives how many pages went out, None when they leave it."""
    try:
        printer = place.ask.printer(title, len(pages))
    except Problem as problem:
        return Told("error", place.sentence(problem))
    if printer is None:
        return None
    first, last = (printer.fromPage() or 1), (printer.toPage() or len(pages))
    chosen = pages[first - 1 : last]
    try:
        draw_all(printer, chosen)
    except OSError:
        return Told(
            "error", tr("Present", "The printer does not answer: switch it on, or save the pages as PDF.")
        )
    return len(chosen)


def save_pdf(place: Workplace, pages: Sequence[PaperPage], title: str, name: str, of: str) -> Told | None:
    """Ask where to and write a PDF called `of`; None when they leave it."""
    path = place.ask.save_file(title, name, "PDF (*.pdf)")
    if path is None:
        return None
    if path.suffix.lower() != ".pdf":
        path = path.with_name(f"{path.name}.pdf")
    try:
        write_pdf(path, pages, of)
    except Problem as problem:
        return Told("error", place.sentence(problem))
    said = tr("Dossier", "Saved as {name}: {n} pages.").format(name=path.name, n=len(pages))
    return Told("good", said)
