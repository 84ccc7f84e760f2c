"""No hostile envelope opens into something believed, and each has its own answer (docs/signature.md)."""

import pytest

from tests.packages.attacks.envelopes import ATTACKS, answer, sealed


def test_the_untouched_envelope_opens_into_a_valid_package():
    assert answer(sealed()) == ("valid", "VALID")


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda name: f"attack_{name}")
def test_a_hostile_envelope_is_refused_for_its_own_reason(attack):
    make, state, reason = ATTACKS[attack]
    assert answer(make()) == (state, reason)
