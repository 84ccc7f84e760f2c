"""Whatever cuts an update off, a whole version of the program starts; many more seeds with `make soak`."""

import os

import pytest

from forms.problems import Problem
from office.installed import Current
from office.updating import take
from tests.bad_disk import bad_disk
from tests.faults.updating import one_fault
from tests.updates import MOMENT, OLD, install, update_on

# One that is killed and one that flips a byte of `current`; with `make soak` all kinds, many times.
SEEDS = range(1000, 1125) if "PHIEUXA_SOAK" in os.environ else (102, 103)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_fault_in_the_middle_of_an_update_leaves_a_whole_version(seed, tmp_path):
    assert one_fault(seed, tmp_path).endswith("starts")


def test_a_stick_that_is_pulled_while_the_update_is_read_is_told(tmp_path):
    here = install(tmp_path / "PhieuXa")
    made = update_on(tmp_path)
    with bad_disk(tmp_path / "stick", "unreadable") as stick:
        (stick.truly / made.path.name).write_bytes(made.data)
        with pytest.raises(Problem) as refused:
            take(stick / made.path.name, here, MOMENT, lambda: None)
    assert refused.value.code == "CARRIER_GONE"
    assert here.current() == Current(OLD)
