"""JavaRosa, the engine of ODK Collect, opens the instances we write and holds what we hold in every node."""

import os

import pytest

from forms.submissions import Meta, write_submission
from tests.conftest import require_shared
from tests.javarosa.subjects import foreign, made_up, own, reload

META = Meta("uuid:00000000-0000-4000-8000-000000000001", "2018-09-30T08:00:00.000+07:00")
STEPS = 40 if "PHIEUXA_SOAK" in os.environ else 6

pytestmark = [
    pytest.mark.filterwarnings("ignore::UserWarning"),
    pytest.mark.oracle,
    pytest.mark.timeout(120),
]


def sent_over(java, subject, seed, *, at_once=False):
    """Fill a form in both engines, write our answers, let theirs open what was written, compare again.

    `at_once`: compare after all steps; `test_javarosa` does it after each.
    """
    with subject.open(java, seed) as pair:
        pair.compare()
        for _ in range(STEPS):
            pair.move()
            if not at_once:
                pair.compare()
        pair.compare()
        text = write_submission(pair.ours.forms, subject.form, META)
        reload(java, subject)
        java.resume(text)
        before = pair.outcome.compared
        pair.compare()
        assert pair.outcome.differences == [], subject.name
        return pair.outcome.compared - before


def test_the_forms_of_our_own_pack(java):
    compared = sum(sent_over(java, subject, seed, at_once=True) for seed, subject in enumerate(own(), 1))
    assert compared > 200


def test_a_form_of_three_hundred_questions(java):
    assert sent_over(java, made_up(4), 4) > 100


def test_the_public_forms(java):
    paths = sorted(require_shared("conformance/forms").glob("*.xlsx"))
    assert sum(sent_over(java, foreign(path), 2) for path in paths) > 500
