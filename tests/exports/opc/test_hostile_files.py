"""No hostile file is believed, and each is refused for the rule it breaks (docs/signature.md)."""

import csv
import re
import time
from pathlib import Path

import pytest

from exports import trust
from exports.keys import fingerprint
from exports.opc import FOREIGN, reasons, verify
from exports.opc.zipped import Limits, read_zip
from exports.trust import TrustStore
from forms.problems import Problem
from tests.exports.opc import (
    hostile_additions,
    hostile_manifest,
    hostile_package,
    hostile_signature,
    hostile_zip,
)
from tests.exports.opc.samples import NOW, key_of, signed

# The attackers' seals are made with keys the office knows: trust must never mend a broken rule.
TRUSTED = TrustStore(
    recognised=frozenset(fingerprint(key_of(person).certificate) for person in ("Nguyễn Văn Á", "Trần Thị B"))
)
ATTACKS = {
    **hostile_zip.ATTACKS,
    **hostile_package.ATTACKS,
    **hostile_additions.ATTACKS,
    **hostile_signature.ATTACKS,
    **hostile_manifest.ATTACKS,
}


def test_the_untouched_file_is_valid():
    assert verify(signed(), now=NOW, trust=TRUSTED).state == "valid"


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_hostile_file_is_refused_for_its_own_reason(attack):
    make, state, reason = ATTACKS[attack]
    data = make()
    started = time.perf_counter()
    verdict = verify(data, now=NOW, trust=TRUSTED)
    assert (verdict.state, verdict.reason, verdict.parts) == (state, reason, None)
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize(
    "attack", sorted(ATTACKS.keys() - {"document_properties_added", "document_type_in_a_sheet"})
)
def test_the_leniency_for_office_files_helps_no_attacker(attack):
    make, state, _ = ATTACKS[attack]
    verdict = verify(make(), now=NOW, trust=TRUSTED, profile=FOREIGN)
    assert (verdict.state, verdict.parts) == (state, None)


def test_every_reason_but_unforeseen_ones_has_an_attack():
    written = Path(__file__).resolve().parents[3] / "exports" / "opc" / "reasons.py"
    named = set(re.findall(r'^([A-Z0-9_]+): Final = "', written.read_text(encoding="utf-8"), re.MULTILINE))
    met = {reason for _, _, reason in ATTACKS.values()}
    elsewhere = {"VALID", "UNSIGNED", "UNREADABLE", "CLOCK_WRONG", "TIMESTAMP_WRONG"}
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
