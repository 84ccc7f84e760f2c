"""No hostile file is believed, and each is refused for the rule it breaks (docs/signature.md)."""

import csv
import re
import time
from pathlib import Path

import pytest

from exports import trust
from exports.opc import FOREIGN, reasons, verify
from exports.opc.zipped import Limits, read_zip
from forms.problems import Problem
from tests.exports.opc.samples import NOW, signed
from tests.packages.attacks import all_attacks, made
from tests.packages.attacks.times_and_keys import store

ATTACKS = all_attacks()
# What Office may do in its own files and we never do in ours.
ONLY_OF_OURS = {"document_properties_added", "document_type_in_a_sheet", "document_type_in_a_signed_sheet"}
WHOLE = ("valid-untrusted", "valid-revocation-unknown")  # whole and not to be believed as they stand


def test_the_untouched_file_is_valid():
    assert verify(signed(), now=NOW, trust=store()).state == "valid"


def test_there_are_at_least_150_hostile_files_and_no_two_are_the_same():
    files = {made(name) for name in ATTACKS}
    assert len(files) == len(ATTACKS) >= 150


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda name: f"attack_{name}")
def test_a_hostile_file_is_refused_for_its_own_reason(attack):
    _, state, reason = ATTACKS[attack]
    data = made(attack)
    started = time.process_time()
    # The attackers' seals are made with keys the office knows: trust must never mend a broken rule.
    verdict = verify(data, now=NOW, trust=store())
    assert (verdict.state, verdict.reason) == (state, reason), verdict.detail
    assert (verdict.parts is None) == (state not in WHOLE)
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    "attack",
    sorted(ATTACKS.keys() - ONLY_OF_OURS),
    ids=lambda name: f"attack_{name}",
)
def test_the_leniency_for_office_files_helps_no_attacker(attack):
    _, state, _ = ATTACKS[attack]
    verdict = verify(made(attack), now=NOW, trust=store(), profile=FOREIGN)
    assert verdict.state == state


def test_every_reason_but_unforeseen_ones_has_an_attack():
    written = Path(__file__).resolve().parents[3] / "exports" / "opc" / "reasons.py"
    named = set(re.findall(r'^([A-Z0-9_]+): Final = "', written.read_text(encoding="utf-8"), re.MULTILINE))
    met = {reason for _, _, reason in ATTACKS.values()}
    elsewhere = {"VALID", "UNSIGNED", "UNREADABLE"}
    assert named - met == elsewhere


def test_every_reason_has_a_sentence_in_the_office():
    folder = Path(__file__).resolve().parents[3] / "office" / "messages"
    told = set()
    for table in folder.glob("*.csv"):
        with table.open(encoding="utf-8", newline="") as lines:
            told |= {row["code"] for row in csv.DictReader(lines)}
    reasons_here = {value for name, value in vars(reasons).items() if name.isupper()}
    of_trust = {value for name, value in vars(trust).items() if name.isupper() and not name.startswith("_")}
    assert (reasons_here | of_trust) - told == set()


@pytest.mark.parametrize("limits", [Limits(file=100), Limits(entries=2), Limits(entry=50), Limits(total=500)])
def test_a_file_over_a_limit_is_refused(limits):
    with pytest.raises(Problem, match="ZIP_LIMIT"):
        read_zip(signed(), limits)
