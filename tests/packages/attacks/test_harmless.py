"""Good packages of other writers are good: at least forty kinds, and their cells are read."""

import io

import openpyxl
import pytest

from exports.opc import verify, write_zip
from tests.exports.opc.samples import NOW
from tests.packages.attacks.harmless import VARIANTS, trust


def test_there_are_at_least_forty_kinds_and_no_two_are_the_same():
    assert len({variant.make() for variant in VARIANTS.values()}) == len(VARIANTS) >= 40


@pytest.mark.parametrize("name", VARIANTS, ids=lambda name: f"good_{name}")
def test_a_harmless_variant_is_judged_good_and_read(name):
    variant = VARIANTS[name]
    verdict = verify(variant.make(), now=NOW, trust=trust(), profile=variant.profile)
    assert (verdict.state, verdict.reason) == ("valid", "VALID"), verdict.detail
    assert len(verdict.signers) == variant.signers
    assert verdict.parts is not None
    book = openpyxl.load_workbook(io.BytesIO(write_zip(verdict.parts)))
    assert [sheet["A1"].value for sheet in book] == ["Xã Đăk Hà", "hộ nghèo"]
