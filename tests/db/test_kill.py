import os
import random
import subprocess
import sys

import pytest

from db.answers import Answers
from db.backup import damage
from db.connect import open_database
from forms.answers import Address
from tests.conftest import ROOT
from tests.db.conftest import KEY, WHEN
from tests.db.packs import PACK

ROUNDS = int(os.environ.get("PHIEUXA_SOAK", "4"))


def type_until_killed(path, first, saved):
    """Let the typist save `saved` numbers and kill it while it goes on; give the last number it said."""
    typist = subprocess.Popen(
        [sys.executable, "-m", "tests.db.typist", str(path), KEY.hex(), str(first)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert typist.stdout is not None
    for _ in range(saved):
        assert typist.stdout.readline()
    typist.kill()
    rest, _ = typist.communicate()
    said = [int(line) for line in rest.splitlines(keepends=True) if line.endswith("\n")]
    return said[-1] if said else first + saved - 1


@pytest.mark.slow
@pytest.mark.timeout(60 + 5 * ROUNDS)
def test_no_saved_value_is_lost_when_the_program_is_killed(path, database):
    database.close()
    chance = random.Random(20181231)
    next_number = 1
    for _ in range(ROUNDS):
        said = type_until_killed(path, next_number, chance.randint(1, 120))
        opened = open_database(path, KEY)
        answers = Answers(opened, PACK)
        own = answers.own("62.01.001", "2018", WHEN)
        first, second = (answers.load(own).value(Address("BM02", ("2018",), name)) for name in ("c01", "c02"))
        lines = answers.history(own, Address("BM02", ("2018",), "c01"), limit=10**9)
        assert isinstance(first, int)
        assert first == second, "half a transaction"
        assert first in (said, said + 1), "the last one said, or one saved and not yet said"
        assert [line.new for line in lines] == list(range(first, 0, -1)), "the history has a gap"
        assert damage(opened) == ()
        opened.close()
        next_number = first + 1
