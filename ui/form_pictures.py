"""Pictures of other makers' forms as they look in the window, every page of them, with sample answers."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from forms.pack import Kind
from forms.problems import Problem
from office.desk import Desk
from office.other_forms import install
from ui.ask import WindowAsk
from ui.background import Runner
from ui.entry.live import Live
from ui.entry.question_sheet import QuestionColumn
from ui.entry.questions_form import QuestionsForm
from ui.entry.repeat_block import RepeatBlock
from ui.screenshots import SIZES, settle
from ui.version import VERSION
from ui.window import Window
from ui.words import Language
from ui.workplace import Workplace

SAMPLES = {Kind.INTEGER: "3", Kind.DECIMAL: "2", Kind.DATE: "1/5/2018", Kind.TEXT: "x"}
ROUNDS = 3  # of answering: an answer may bring further pages
MOST_PARTS = 5  # pictures of one page that is longer than the window


def form_pictures(desk: Desk, files: Sequence[Path], folder: Path) -> dict[str, int]:
    """Add each form to the office, begin an instance, and write its pages into `folder` at both sizes.

    Gives how many pictures there are of each file; 0 of one that cannot be opened. Needs a QApplication.
    """
    folder.mkdir(parents=True, exist_ok=True)
    language = Language(QApplication.instance() or QApplication([]))
    language.use(desk.language)
    runner = Runner()
    counts = dict.fromkeys((file.name for file in files), 0)
    for width, height in SIZES:
        window = Window(Workplace(desk, WindowAsk(), runner), VERSION)
        window.resize(width, height)
        window.show()
        window.show_page("other")
        for file in files:
            try:
                form = install(desk, file)
            except Problem:
                continue
            window.other.begin(form.id)
            settle(runner)
            for name in _pages(window, runner):
                window.grab().save(str(folder / f"{file.stem[:40]}-{name}-{width}.png"))
                counts[file.name] += 1
            window.other.close_instance()
            settle(runner)
        window.grab().save(str(folder / f"list-{width}.png"))
        window.close()
        window.deleteLater()
    language.silence()
    return counts


def _pages(window: Window, runner: Runner) -> Iterator[str]:
    filling = window.other.filling
    view = filling.view if filling is not None else None
    if filling is None or not isinstance(view, QuestionsForm):
        return
    yield "begun"
    for _ in range(ROUNDS):
        for row in view.asked_sections:
            view.show_section(row)
            if view.shown is not None:
                for column in columns(view.shown.part):
                    answer(filling.live, column)
    for row in view.asked_sections:
        view.show_section(row)
        page = view.shown
        if page is None:
            continue
        bar = page.verticalScrollBar()
        bar.setValue(0)
        for part in range(MOST_PARTS):
            settle(runner)
            yield f"{row + 1:02d}{'abcdefgh'[part]}"
            if bar.value() >= bar.maximum():
                break
            bar.setValue(bar.value() + page.viewport().height() - 40)
    filling.check()
    settle(runner)
    yield "problems"
    filling.problems.hide()


def columns(part: RepeatBlock | QuestionColumn) -> Iterator[QuestionColumn]:
    """Give the columns of questions of a page, those of a repeat's row too; a free repeat gets a row."""
    if isinstance(part, RepeatBlock):
        if part.free:
            part.add()
        if part.column is not None:
            yield from columns(part.column)
        return
    yield part
    for block in part.repeats:
        if not block.isHidden():
            yield from columns(block)


def answer(live: Live, column: QuestionColumn) -> int:
    """Type a sample into every question that takes an answer and has none; say how many there were."""
    typed = 0
    for address, box in column.boxes.items():
        view = live.entry.view(address)
        if not box.asked or not view.relevant or view.value is not None:
            continue
        field = live.field(address)
        offered = [one.name for one in live.choices(address)] if field.control in ("select", "rank") else []
        if field.control == "rank":
            text = " ".join(offered)
        elif field.control == "select":
            text = offered[0] if offered else ""
        else:
            text = "OK" if field.control == "trigger" else SAMPLES.get(field.kind, "")
        typed += bool(text) and live.put(address, text)
    return typed
