"""Whatever cuts a copy, a restore, a rebuilding or a salvage off, the old or the new is whole."""

import os

import pytest

from tests.faults.coming_back import KINDS, make_office, one_fault

SWITCH_NOT_CONFIRMED = 1186
"""Once the switch of data files was taken back half-way here."""
SEEDS = range(1000, 1375) if "PHIEUXA_SOAK" in os.environ else (1000, 1001, 1003, SWITCH_NOT_CONFIRMED)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make_office(tmp_path_factory.mktemp("office"))


@pytest.mark.timeout(180)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_fault_leaves_the_old_or_the_new_whole(seed, tmp_path, made):
    told = one_fault(seed, tmp_path, made)
    assert told.rpartition(": ")[2] in ("done", "refused", "killed")


@pytest.mark.timeout(180)
@pytest.mark.parametrize("kind", ["full", "yank", "flip", "log"])
def test_every_kind_of_trouble_with_the_disk_is_met(kind, tmp_path, made):
    assert kind in KINDS
    assert f", {kind}: " in one_fault(7, tmp_path, made, (kind,))
