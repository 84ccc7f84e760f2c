"""Pages on their way out: to a printer, or as a PDF that is written whole or not at all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from exports.carriers import deliver
from exports.paper_blocks import Paper
from exports.paper_docx import write_docx
from exports.paper_pages import PaperPage
from forms.problems import Problem
from office.printing import printing
from ui.papers.draw import draw_all, write_pdf
from ui.papers.letters import width_of
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
        draw_all(printer, chosen, printing(place.desk))
    except OSError:
        return Told(
            "error", tr("Present", "The printer does not answer: switch it on, or save the pages as PDF.")
        )
    return len(chosen)


def save_pdf(place: Workplace, pages: Sequence[PaperPage], title: str, name: str, of: str) -> Told | None:
    """Ask where to and write a PDF called `of`; None when they leave it."""

    def write(path: Path) -> str:
        count = write_pdf(path, pages, of)
        return tr("Dossier", "Saved as {name}: {n} pages.").format(name=path.name, n=count)

    return _saved(place, title, name, "PDF (*.pdf)", write)


def save_docx(place: Workplace, paper: Paper, title: str, name: str) -> Told | None:
    """Ask where to and write a letter for Word; None when they leave it."""

    def write(path: Path) -> str:
        deliver(write_docx(paper, width_of), path.parent, path.name, read_only=False)
        return tr("Papers", "Saved as {name}.").format(name=path.name)

    return _saved(place, title, name, tr("Word", "Word files (*.docx)"), write)


def _saved(place: Workplace, title: str, name: str, kinds: str, write: Callable[[Path], str]) -> Told | None:
    """Ask for a file and write it with its ending; what is in the way is said."""
    path = place.ask.save_file(title, name, kinds)
    if path is None:
        return None
    ending = Path(name).suffix
    if path.suffix.lower() != ending:
        path = path.with_name(f"{path.name}{ending}")
    try:
        return Told("good", write(path))
    except Problem as problem:
        return Told("error", place.sentence(problem))
