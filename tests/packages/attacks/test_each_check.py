"""Each check is needed: with it alone switched off, in the test and by no option, its file gets through."""

import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from exports.keys import fingerprint
from exports.opc import verify
from tests.exports.opc.samples import NOW, signed
from tests.packages.attacks.alone import DOORS, weak
from tests.packages.attacks.times_and_keys import store

TRUST = replace(store(), recognised=store().recognised | {fingerprint(weak().certificate)})
PAPER = Path(__file__).resolve().parents[3] / "docs" / "signature.md"


@pytest.mark.parametrize("door", DOORS, ids=lambda door: f"{door.check}_{door.function.rpartition('.')[2]}")
def test_a_file_that_only_one_check_stops_gets_through_without_it(monkeypatch, door):
    make, state, reason = door.attack
    data = make()
    refused = verify(data, now=NOW, trust=TRUST)
    assert (refused.state, refused.reason) == (state, reason)
    module, _, function = door.function.rpartition(".")
    monkeypatch.setattr(sys.modules[module], function, door.off)
    believed = verify(data, now=NOW, trust=TRUST)
    assert (believed.state, believed.reason) == ("valid", "VALID"), believed.detail
    assert believed.parts is not None


def test_every_check_from_c1_to_c25_has_such_a_file():
    assert {door.check for door in DOORS} == {f"C{number}" for number in range(1, 26)}


def test_the_paper_names_the_function_of_every_check():
    paper = PAPER.read_text(encoding="utf-8")
    rows = {
        name: row for row in paper.splitlines() for name in re.findall(r"`([\w.]+)`", row) if row[:3] == "| C"
    }
    for door in DOORS:
        assert re.search(rf"\b{door.check}\b", rows[door.function.rpartition(".")[2]]), door.function


def test_with_every_check_on_the_good_file_is_good():
    assert verify(signed(), now=NOW, trust=TRUST).state == "valid"
