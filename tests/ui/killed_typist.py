"""Types into the running window by key events until it is killed, and says what it did as it did it.

Usage: python -m tests.ui.killed_typist, then a line "HOME KIND SEED" on its standard input for each
round. The program is loaded once; each round is a process of its own, forked before there is any application.
It says lines of JSON: its process, each state of the text being typed, each value the window has saved.
"""

import json
import os
import random
import sys
import time
import warnings
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication

from desktop_app.app import Program, application
from forms.answers import Address
from forms.pack import Kind
from office.clock import SystemClock
from tests.offices import shelf
from tests.ui.keyboard import CTRL, Key, press, target, unikey
from ui.entry.editors import LineEditor, TextEditor
from ui.window import Window

FIRST_CELL = Address("BM04", ("01", "2015"), "c01")
TEXT_CELL = Address("BM18", (), "c01")
RECORDS = "BM16"
NARRATIVE = "thôn Đăk Xế Kơ Ne trồng sâm dây, nuôi bò; hộ thoát nghèo bền vững nhờ vốn vay và đường mới"
WORDS = NARRATIVE.split()
PAUSE_S = 1.3


def say(**line):
    sys.stdout.write(json.dumps({"at": time.monotonic(), **line}) + "\n")
    sys.stdout.flush()


def hold(seconds):
    """Let the window live for a while, as when the person looks at the paper."""
    done: list[bool] = []
    QTimer.singleShot(int(seconds * 1000), lambda: done.append(True))
    while not done:
        QCoreApplication.processEvents()
        time.sleep(0.002)


def letter(text, cell):
    """Type one letter as Unikey does and say how the text stands."""
    unikey(text)
    QCoreApplication.processEvents()
    box = target()
    said = box.answer if isinstance(box, LineEditor | TextEditor) else text
    say(do="typing", cell=str(cell), text=said)


def type_cells(window, chance):
    """Figures down the columns of a grid."""
    window.ways.cell(FIRST_CELL)
    while True:
        cell = window.entry.view.address
        figure = str(chance.randint(1, 9_999))
        for digit in figure:
            letter(digit, cell)
        press(Key.Key_Return)
        QCoreApplication.processEvents()
        say(do="saved", cell=str(cell), text=figure)
        hold(chance.choice((0, 0.01, 0.03)))


def type_text(window, chance):
    """A narrative: in bursts with pauses, or without any."""
    pauses = chance.random() < 0.7
    window.ways.cell(TEXT_CELL)
    press(Key.Key_End, modifiers=CTRL)
    box = target()
    assert isinstance(box, TextEditor)
    say(do="typing", cell=str(TEXT_CELL), text=box.answer)  # what an earlier round left unfinished
    while True:
        for one in f"{chance.choice(WORDS)} ":
            letter(one, TEXT_CELL)
            hold(0.01)
        if pauses and chance.random() < 0.2:
            hold(PAUSE_S)


def type_records(window, chance):
    """New records, field by field."""
    window.ways.form(RECORDS)
    while True:
        press(Key.Key_F5)
        QCoreApplication.processEvents()
        for _ in range(8):
            cell = window.entry.view.address
            kind = window.live.field(cell).kind
            typed = kind in (Kind.TEXT, Kind.INTEGER)
            text = chance.choice(WORDS).strip(",;.") if kind is Kind.TEXT else str(chance.randint(1, 999))
            for one in text if typed else "":
                letter(one, cell)
            press(Key.Key_Return)
            QCoreApplication.processEvents()
            if typed and window.live.edit_text(cell) == text:
                say(do="saved", cell=str(cell), text=text)


TYPES = {"cells": type_cells, "text": type_text, "records": type_records}


def one_round(home, kind, seed):
    """Open the program on the office and type until the end comes from outside."""
    program = Program(application([]), Path(home), shelf(), SystemClock())
    window = program.open()
    assert isinstance(window, Window)
    window.activateWindow()
    while QApplication.focusWidget() is None:
        QCoreApplication.processEvents()
    say(do="ready")
    TYPES[kind](window, random.Random(seed))


def main():
    warnings.simplefilter("ignore", DeprecationWarning)  # forking beside threads: there are none yet
    shelf().packs[0].form_set  # noqa: B018 - loaded once, before the rounds part from here
    for line in sys.stdin:
        home, kind, seed = line.split("\t")
        child = os.fork()
        if not child:
            one_round(home, kind, int(seed))
        say(do="began", process=child)
        os.waitpid(child, 0)
        say(do="ended")


if __name__ == "__main__":
    main()
