"""`kill -9` of the running window while it is typed into: only what was being typed may be missing."""

import json
import os
import random
import re
import select
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field

import pytest
from PySide6.QtWidgets import QLabel

from db.backup import damage
from forms.answers import Address
from office.clock import SystemClock
from office.desk import open_desk
from office.entry import Entry
from office.recovery import begin_sitting, end_sitting
from tests.conftest import ROOT
from tests.offices import NGOC_LAY, Place, shelf
from ui.entry.live import Live
from ui.home_page import HomePage

ROUNDS = int(os.environ.get("PHIEUXA_SOAK", "3"))
KINDS = ("cells", "text", "records")
LOST_AT_MOST_S = 10.0
TIMER_S = 1.0  # a machine under load answers its timers late
LONG_EVERY = 25  # of that many rounds one lasts longer than the ten seconds


@dataclass
class Typist:
    """The process that loads the program once and forks the rounds."""

    process: subprocess.Popen[bytes]
    rest: bytes = b""

    def read(self, seconds):
        """Read what was said within so many seconds."""
        lines = []
        end = time.monotonic() + seconds
        out = self.process.stdout
        assert out is not None
        while (left := end - time.monotonic()) > 0:
            if select.select([out], [], [], left)[0]:
                self.rest += os.read(out.fileno(), 65_536)
                *whole, self.rest = self.rest.split(b"\n")
                lines += [json.loads(one) for one in whole if one]
                if lines and lines[-1]["do"] in ("began", "ready", "ended"):
                    break
        return lines

    def until(self, word):
        """Read until a word is said."""
        lines = self.read(60)
        while not any(line["do"] == word for line in lines):
            more = self.read(60)
            assert more, (word, self.process.poll())
            lines += more
        return lines


@dataclass
class Said:
    """What a round said before it was killed."""

    killed_at: float
    saved: dict[str, str] = field(default_factory=dict)
    states: list[tuple[float, str, str]] = field(default_factory=list)

    def hear(self, line):
        if line["do"] == "saved":
            self.saved[line["cell"]] = line["text"]
            self.states.clear()
        elif line["do"] == "typing":
            self.states.append((line["at"], line["cell"], line["text"]))


@pytest.fixture(scope="module")
def typist():
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.ui.killed_typist"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
    )
    yield Typist(process)
    process.kill()
    process.communicate()


def kill_while_typing(typist, home, kind, chance, seconds):
    """Let one round type for so long, kill its process, and give what it had said."""
    typist.process.stdin.write(f"{home}\t{kind}\t{chance.randint(0, 10**9)}\n".encode())
    typist.process.stdin.flush()
    child = typist.until("began")[-1]["process"]
    lines = typist.until("ready")
    lines += typist.read(seconds)
    said = Said(time.monotonic())
    os.kill(child, signal.SIGKILL)
    lines += typist.until("ended")
    for line in lines:
        said.hear(line)
    return said


def check(desk, said):
    """Compare what is in the office's file with what was said."""
    entry = Entry(desk)
    drafts = {str(draft.address): draft.text for draft in entry.drafts()}
    typing = said.states[-1][1] if said.states else ""
    for cell, text in said.saved.items():
        if cell != typing:
            assert entry.edit_text(Address.parse(cell)) == text, cell
    if not said.states:
        return
    known = [text for _, _, text in said.states]
    stored = {entry.edit_text(Address.parse(typing))} if _stands(entry, typing) else set()
    found = drafts.get(typing)
    if found is not None:
        # A state that was kept and not yet said follows the last one by one letter.
        assert found in known or found[:-1] == known[-1], (found, known[-1])
    due = [text for at, _, text in said.states if at < said.killed_at - LOST_AT_MOST_S - TIMER_S]
    if due:
        late = known[known.index(due[-1]) :]
        assert found in late or found == known[-1] or stored & set(late), (found, due[-1])


def _stands(entry, cell):
    address = Address.parse(cell)
    return not address.key or address.key in entry.rows(address.table)


def told(home, at):
    """What the first page says at the next start."""
    with open_desk(home, clock=SystemClock(), shelf=shelf()) as desk:
        left = begin_sitting(desk)
        page = HomePage(place := at(desk), Live(place, Entry(desk)))
        page.tell_left_off(left)
        words = [label.text() for label in page.findChildren(QLabel)]
        end_sitting(desk)
        page.deleteLater()
    return left, [text for text in words if "đã ghi đến" in text or "chưa ghi" in text]


@pytest.mark.slow
@pytest.mark.timeout(60 + 30 * ROUNDS)
def test_killing_the_window_loses_only_what_was_being_typed(typist, tmp_path, at):
    chance = random.Random(20181231)
    with Place(tmp_path).filled(NGOC_LAY) as desk:
        home = desk.home
    for number in range(ROUNDS):
        kind = KINDS[number % len(KINDS)]
        long = number % LONG_EVERY == LONG_EVERY - 1
        seconds = chance.uniform(11.5, 14) if long else chance.uniform(0.05, 3.5 if kind == "text" else 1.5)
        said = kill_while_typing(typist, home, "text" if long else kind, chance, seconds)
        left, words = told(home, at)
        with open_desk(home, clock=SystemClock(), shelf=shelf()) as desk:
            check(desk, said)
            assert damage(desk.database) == ()
            drafts = Entry(desk).drafts()
        if said.saved:
            assert left is not None
            assert left.place.form.number in ("BM-04", "BM-16")
            assert any(left.place.form.number in one and left.place.record in one for one in words)
        if drafts:
            assert any("chưa ghi" in one for one in words)
        assert all(re.search(r"BM-\d\d .*\d\d/\d\d/\d{4} \d\d:\d\d", one) for one in words), words
