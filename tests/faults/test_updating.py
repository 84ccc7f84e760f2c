"""Whatever cuts an update off, a whole version of the program starts; many more seeds with `make soak`."""

import os
from collections import Counter

import pytest

from tests.faults.updating import one_fault

MANY = 125 if "PHIEUXA_SOAK" in os.environ else 0


@pytest.mark.parametrize("seed", [102, 104])
def test_a_fault_in_the_middle_of_an_update_leaves_a_whole_version(seed, tmp_path):
    assert one_fault(seed, tmp_path).endswith("starts")


@pytest.mark.skipif(not MANY, reason="a long test: make soak")
@pytest.mark.timeout(3600)
def test_after_many_faults_a_whole_version_always_starts(tmp_path):
    tally: Counter[str] = Counter()
    for seed in range(1000, 1000 + MANY):
        folder = tmp_path / str(seed)
        folder.mkdir()
        tally[one_fault(seed, folder)] += 1
    assert sum(tally.values()) == MANY
    assert any("0.2.0 starts" in told for told in tally)
    assert any("killed, 0.1.0 starts" in told for told in tally)
