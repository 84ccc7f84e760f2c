"""Laws: whatever is done to a package at random, nothing crashes, hangs, swells or is believed changed.

5,000 mutations here, 100,000 in ``make fuzz`` (``PHIEUXA_FUZZ=n`` makes n).
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.opc import read_zip, verify, write_zip
from tests.exports.opc.samples import NOW
from tests.packages.fuzzing import KINDS

ROOT = Path(__file__).resolve().parents[2]
MUTATIONS = int(os.environ.get("PHIEUXA_FUZZ", "5000"))
PROCESSES = 2


@pytest.mark.fuzz
@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_no_mutation_crashes_hangs_swells_or_is_believed_changed():
    command = [sys.executable, "-m", "tests.packages.fuzzing", str(MUTATIONS // PROCESSES)]
    running = [
        subprocess.Popen([*command, str(seed)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for seed in range(1, PROCESSES + 1)
    ]
    reports = [json.loads(one.communicate()[0]) for one in running]
    assert [one.returncode for one in running] == [0] * PROCESSES
    assert sum(sum(report["kinds"].values()) for report in reports) == MUTATIONS // PROCESSES * PROCESSES
    for report in reports:
        assert report["wrong"] == []
        assert report["slowest"] < 2  # seconds
        assert report["peak"] < 300  # megabytes
        assert report["kinds"].keys() == KINDS.keys()
        # An attack that always stops at the door tests nothing behind it.
        refused = {answer.rpartition(" ")[2] for answer in report["answers"]}
        assert len(refused) > 20


@given(st.one_of(st.binary(max_size=200), st.binary(max_size=200).map(lambda tail: b"PK\3\4" + tail)))
def test_any_bytes_at_all_are_answered(data):
    verdict = verify(data, now=NOW)
    assert (verdict.state, verdict.parts) == ("invalid", None)


NAMES = st.from_regex(r"[a-z]{1,8}/[a-z0-9]{1,8}\.[a-z]{3}", fullmatch=True)


@given(st.dictionaries(NAMES, st.binary(max_size=500), min_size=1, max_size=8))
def test_what_is_packed_unpacks(items):
    assert read_zip(write_zip(items)) == items
