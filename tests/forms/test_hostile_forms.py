"""A form that means harm neither hangs nor exhausts the program: it is refused, stopped or filled, soon."""

import os
import signal
import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tests.forms.hostile_forms import FORMS

STOPPED = (
    "a text doubled sixty times",
    "a join of long texts",
    "predicates in predicates",
    "a count that nests in every row",
    "a long text of its own in every row",
    "long texts worked over in every row",
    "a slow pattern in every row",
    "a pattern with many ways in every row",
    "all rows joined in every row",
)
LEFT_OUT = {
    "a circle": "PACK_CYCLE",
    "a cell that reads itself": "PACK_CYCLE",
    "brackets without end": "PACK_EXPRESSION too-long",
    "minus without end": "PACK_EXPRESSION too-deep",
    "a formula of a million letters": "PACK_EXPRESSION too-long",
    "a pattern that goes back for ever": "PACK_EXPRESSION pattern-dangerous",
    "alternatives that overlap": "PACK_EXPRESSION pattern-dangerous",
    "a repeat of a repeat": "PACK_EXPRESSION pattern-dangerous",
    "a pattern made by a formula": "PACK_EXPRESSION pattern-not-constant",
    "a pattern of a million letters": "PACK_EXPRESSION too-long",
}
WORKED_OUT_ONCE = ("a nested count that is the same for all",)
BOUNDED = ("a billion rows", "a count by a formula without bound", "rows that count themselves")


@pytest.fixture(scope="module")
def runner():
    """A process that runs one form after the other, each in a child where memory is limited."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.forms.hostile_forms"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        start_new_session=True,
    ) as started:
        yield started
        os.killpg(started.pid, signal.SIGKILL)  # with a child that did not end in time


def ended(runner, name):
    """Run a form, and give the one line that says how it ended."""
    runner.stdin.write(name + "\n")
    runner.stdin.flush()
    return runner.stdout.readline().strip()


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.timeout(30)  # on a machine that does other things too; alone each takes less than five seconds
def test_a_hostile_form_ends_soon_with_a_word_for_it(runner, name):
    said = ended(runner, name)
    if name in STOPPED:
        assert said == "stopped PACK_BUDGET"
    elif name in LEFT_OUT:
        assert said == f"worked with 2 rows, {LEFT_OUT[name]}".rstrip()
    elif name in WORKED_OUT_ONCE:
        assert said == "worked with 2001 rows"
    elif name in BOUNDED:
        assert said == "worked with 5001 rows"
    elif name == "entities that grow":
        assert said == "refused PACK_XFORM"
    else:
        assert said == "worked with 2 rows"
