"""Whatever cuts a copy, a restore, a rebuilding or a salvage off, the old or the new is whole."""

import os
from collections import Counter

import pytest

from tests.faults.coming_back import KINDS, make_office, one_fault

MANY = 375 if "PHIEUXA_SOAK" in os.environ else 0
ON_A_DISK_OF_ITS_OWN = ("full", "yank")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make_office(tmp_path_factory.mktemp("office"))


@pytest.mark.timeout(120)
@pytest.mark.parametrize("seed", [2, 3, 4, 5])
def test_a_fault_leaves_the_old_or_the_new_whole(seed, tmp_path, made):
    plain = tuple(kind for kind in KINDS if kind not in ON_A_DISK_OF_ITS_OWN)
    assert one_fault(seed, tmp_path, made, plain)


@pytest.mark.timeout(120)
def test_a_switch_that_the_disk_does_not_confirm_is_finished_at_the_next_opening(tmp_path, made):
    assert one_fault(1186, tmp_path, made) == "restoring, no sync: refused"


@pytest.mark.timeout(120)
@pytest.mark.parametrize("kind", ON_A_DISK_OF_ITS_OWN)
def test_a_disk_that_fails_leaves_the_old_or_the_new_whole(kind, tmp_path, made):
    assert one_fault(7, tmp_path, made, (kind,))


if MANY:  # `make soak`; elsewhere there is no such test, since none may be skipped where all tools are

    @pytest.mark.timeout(7200)
    def test_after_many_faults_the_old_or_the_new_is_always_whole(tmp_path, made):
        tally: Counter[str] = Counter()
        for seed in range(1000, 1000 + MANY):
            folder = tmp_path / str(seed)
            folder.mkdir()
            tally[one_fault(seed, folder, made)] += 1
        assert sum(tally.values()) == MANY
        for line, count in sorted(tally.items()):
            print(f"{count:4} {line}")  # noqa: T201 - for whoever runs it
        assert {told.rpartition(": ")[2] for told in tally} == {"done", "refused", "killed"}
