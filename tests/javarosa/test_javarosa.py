"""JavaRosa, the engine of ODK Collect, and ours hold the same in every node, whatever is filled in.

`make test` compares a fixed sample; `make conformance` compares 300,000 nodes (PHIEUXA_COMPARISONS).
"""

import os
from collections.abc import Iterator
from itertools import count, cycle

import pytest

from tests.conftest import require_shared
from tests.javarosa.differential import Outcome
from tests.javarosa.oracle import JavaRosa
from tests.javarosa.subjects import Subject, foreign, made_up, own

COMPARISONS = int(os.environ.get("PHIEUXA_COMPARISONS", "12000"))
FULL = COMPARISONS >= 300_000
OWN, MADE_UP, FOREIGN = 0.3, 0.45, 0.25  # shares of the comparisons

# openpyxl and pyxform warn of what is odd in other people's workbooks.
pytestmark = [
    pytest.mark.filterwarnings("ignore::UserWarning"),
    pytest.mark.oracle,
    pytest.mark.conformance,
    pytest.mark.timeout(900 if FULL else 60),
]


def compared(java: JavaRosa, subjects: Iterator[Subject], share: float, least: int) -> Outcome:
    """Fill form after form until there are enough comparisons, and at least `least` forms."""
    steps = 40 if FULL else 8
    total = Outcome()
    for seed in count(1):
        if seed > least and total.compared >= COMPARISONS * share:
            return total
        subject = next(subjects)
        with subject.open(java, seed) as pair:
            pair.compare()
            for _ in range(steps):
                pair.step()
        pair.outcome.differences = [f"{subject.name} seed {seed} {one}" for one in pair.outcome.differences]
        total += pair.outcome
    raise AssertionError


def told(capsys, name: str, total: Outcome) -> None:
    with capsys.disabled():
        print(  # noqa: T201 - the counts are what this is run for
            f"\n{name}: {total.compared} comparisons in {total.steps} steps, "
            f"{len(total.differences)} unexplained differences; explained: {total.cleared} choices cleared, "
            f"{total.kept} in rows beyond a count; {total.stale} stale in JavaRosa"
        )


def test_the_forms_of_our_own_pack(java, capsys):
    subjects = own()
    total = compared(java, cycle(subjects), OWN, len(subjects))
    told(capsys, "our own pack", total)
    assert total.differences == []
    assert total.cleared == total.kept == 0


def test_forms_of_three_hundred_questions_made_by_chance(java, capsys):
    total = compared(java, map(made_up, count(1)), MADE_UP, 3)
    told(capsys, "made-up forms", total)
    assert total.differences == []


def test_the_public_forms(java, capsys):
    paths = sorted(require_shared("conformance/forms").glob("*.xlsx"))
    subjects = [foreign(path) for path in paths]
    assert len(subjects) == 16
    total = compared(java, cycle(subjects), FOREIGN, len(subjects))
    told(capsys, "public forms", total)
    assert total.differences == []
