"""Puts a fault report together: what the window, the office and the log know."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop_app import log
from office.contact import contact_of
from office.desk import Desk
from office.fault_report import Seen, fault_report
from ui.ask import WindowAsk
from ui.help.fault_sheet import FaultSheet
from ui.version import VERSION


def show_fault_sheet(
    shown: QWidget | None, home: Path, desk: Desk | None, language: str, page: str, error: str = ""
) -> FaultSheet:
    """Show the report of a fault above what is shown; `error`: as the log tells it, if one was met."""
    seen = Seen(VERSION, page, error, _screen())

    def make(note: str, name_unit: bool) -> str:
        return fault_report(seen, desk, log.read(home), language, note, name_unit=name_unit)

    asker = WindowAsk()
    sheet = FaultSheet(shown, asker, make, contact_of(home), language)
    asker.stand_above(sheet)
    sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    sheet.open()
    return sheet


def _screen() -> dict[str, str]:
    screen = QGuiApplication.primaryScreen()
    return {
        "qt": qVersion(),
        "screen": f"{screen.size().width()}x{screen.size().height()} {screen.devicePixelRatio():g}",
    }
