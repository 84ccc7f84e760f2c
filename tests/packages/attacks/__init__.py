"""The attacker's workshop: hostile packages made from one of ours and an attacker's key.

Every class of attack that ``../shared/design/signing.md`` names in its sections 2 and 3 is made here, by our
own code, out of a signed package: ``all_attacks`` gives each by name with the answer it must get.
``python -m tests.packages.attacks FOLDER`` writes them as files, to try them on other programs.
"""

from collections.abc import Mapping
from functools import cache

from tests.packages.attacks.forging import Attacks, Make


@cache
def all_attacks() -> Mapping[str, tuple[Make, str, str]]:
    """Every hostile file by name: how to make it, and the state and reason it must get."""
    from tests.packages.attacks import (
        additions,
        alone,
        containers,
        manifests,
        signatures,
        steering,
        times_and_keys,
        wrapping,
    )

    modules = (containers, steering, additions, signatures, manifests, wrapping, times_and_keys, alone)
    found = Attacks()
    for module in modules:
        assert not found.keys() & module.ATTACKS.keys(), found.keys() & module.ATTACKS.keys()
        found.update(module.ATTACKS)
    return found


@cache
def made(name: str) -> bytes:
    """The hostile file of that name, made once a process."""
    make, _, _ = all_attacks()[name]
    return make()
