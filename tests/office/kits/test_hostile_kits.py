"""An odd kit brings nothing: hostile, mistaken, of another office or campaign."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.opc import KIT, read_zip, sign, write_zip
from forms.problems import Problem
from office import kit
from office.kit import install, preview
from office.kit_file import Guidance, KitPlan, _plain, build
from office.packs import open_pack
from office.receiving import receive, signers
from office.sealed import seal
from office.supplements import Addition, make
from tests.office.kits import PDF, SIGNER, code_of, confirmed, key_for, line, opened
from tests.office.open_pack import built
from tests.offices import (
    IA_HDRAI,
    KON_TUM,
    MOMENT,
    NGOC_LAY,
    TU_MO_RONG,
    unlock_of,
)


@pytest.fixture
def forged(pack_file, province_key):
    """Sign any content and parts as a kit."""

    def forge(change=None, beside=None, plan=None):
        pack = open_pack(pack_file, MOMENT).pack
        content = {**_plain(pack, plan), **(change or {})}
        parts = {
            "kit/pack.phieuxa-pack": ("application/vnd.phieuxa.pack", pack_file),
            "kit/g1.pdf": ("application/pdf", PDF),
            **(beside or {}),
        }
        return seal(content, parts, KIT, province_key, MOMENT)

    return forge


def test_what_a_forger_starts_from_is_a_good_kit(forged, plan):
    assert opened(forged(plan=plan)).plan == plan


@pytest.mark.parametrize(
    "change, code",
    [
        ({"format": 2}, "KIT_FORMAT"),
        ({"number": 0}, "KIT_FORMAT"),
        ({"number": True}, "KIT_FORMAT"),
        ({"more": 1}, "KIT_FORMAT"),
        ({"date": "1/8/2018"}, "KIT_FORMAT"),
        ({"title": {"vi": "X\u202e", "en": "X"}}, "KIT_FORMAT"),
        ({"title": "X"}, "KIT_FORMAT"),
        ({"signers": 5}, "KIT_FORMAT"),
        ({"signers": [{**SIGNER, "certificate": "zz"}]}, "KIT_FORMAT"),
        (
            {"signers": [{"unit": "62", "person": "A", "position": "", "certificate": "00"}]},
            "KIT_SIGNER_BROKEN",
        ),
        ({"contacts": [{"unit": "99", "person": "A", "position": "", "telephone": ""}]}, "KIT_UNIT"),
        ({"contacts": [{"unit": ["62"], "person": "A", "position": "", "telephone": ""}]}, "KIT_FORMAT"),
        ({"issuer": "99"}, "KIT_UNIT"),
        ({"campaign": "KT-2019"}, "KIT_PACK"),
        ({"pack": {"id": "open-test", "version": "1.0.0", "hash": "0" * 64}}, "KIT_PACK"),
        ({"guidance": []}, "KIT_NOT_WHOLE"),  # a part that nothing names
        ({"supplements": ["0" * 64]}, "KIT_NOT_WHOLE"),  # a part that is not there
        ({"figures": [["23404", "BM30", "P01", "c01", "5,5", "x"]]}, "KIT_FIGURE"),
        ({"figures": [["23404", "BM30", "P01", "c01", "5.5", "x"]]}, "KIT_FIGURE"),  # a whole number is asked
        ({"figures": [["23404", "BM30", "P09", "c01", "5", "x"]]}, "KIT_FIGURE"),
        ({"figures": [["23404", "BM30", "P01", "c03", "5", "x"]]}, "KIT_FIGURE"),
        ({"figures": [["99", "BM30", "P01", "c01", "5", "x"]]}, "KIT_FIGURE"),
        ({"figures": [["23404", "BM30", "P01", "c01", "5", "x"]] * 2}, "KIT_FIGURE"),
        ({"figures": [["23404", "BM30", "P01", "c01", "9" * 60, "x"]]}, "KIT_FIGURE"),
        ({"figures": [["23404"]]}, "KIT_FORMAT"),
        ({"figures": "23404"}, "KIT_FORMAT"),
    ],
)
def test_odd_content_is_refused_whoever_signed_it(forged, plan, change, code):
    data = forged(change, plan=plan)
    assert code_of(lambda: opened(data)) == code


@pytest.mark.parametrize(
    "name",
    [
        "../../autostart.pdf",
        "a/b.pdf",
        "a\\b.pdf",
        "C:x.pdf",
        "con.pdf",
        ".pdf",
        "x.exe",
        "x.pdf\n.exe",
        "Ä.pdf",
        7,
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(forged, plan, name):
    one = {**_plain_guidance(plan), "name": name}
    data = forged({"guidance": [one]}, plan=plan)
    assert code_of(lambda: opened(data)) == "KIT_GUIDANCE"


def _plain_guidance(plan):
    import hashlib

    file = plan.guidance[0]
    return {"name": file.name, "title": file.title, "sha256": hashlib.sha256(file.data).hexdigest()}


def test_guidance_that_is_no_pdf_or_twice_there_is_refused(forged, plan, made):
    script = Guidance("Huong-dan.pdf", "x", b"MZ...")
    assert code_of(lambda: made(replace(plan, guidance=(script,)))) == "KIT_GUIDANCE"
    twice = (plan.guidance[0], replace(plan.guidance[0], name="HUONG-DAN.pdf"))
    assert code_of(lambda: made(replace(plan, guidance=twice))) == "KIT_GUIDANCE"


def test_a_kit_too_large_is_neither_built_nor_opened(made, plan):
    big = Guidance("x.pdf", "x", b"%PDF-" + bytes(20_000_000))
    assert code_of(lambda: made(replace(plan, guidance=(big,)))) == "KIT_GUIDANCE_LARGE"
    many = tuple(Guidance(f"x{n}.pdf", "x", PDF) for n in range(25))
    assert code_of(lambda: made(replace(plan, guidance=many))) == "KIT_MANY"
    assert code_of(lambda: opened(b"PK" + bytes(61_000_000))) == "KIT_NOT_WHOLE"


def test_an_unsigned_or_changed_kit_is_refused(made, plan, province_key):
    items = read_zip(made(plan))
    unsigned = {name: data for name, data in items.items() if not name.startswith("_xmlsignatures")}
    assert code_of(lambda: opened(write_zip(unsigned))) == "KIT_NOT_WHOLE"
    changed = {**items, "kit/g1.pdf": PDF + b"x"}
    assert code_of(lambda: opened(write_zip(changed))) == "KIT_NOT_WHOLE"
    outside = {**items, "kit/autorun.pdf": PDF}
    assert code_of(lambda: opened(write_zip(outside))) == "KIT_NOT_WHOLE"
    twice = sign(
        write_zip(items), key_for("617"), MOMENT, profile=KIT
    )  # a second signature says nothing good
    assert code_of(lambda: opened(twice)) == "KIT_NOT_WHOLE"
    assert code_of(lambda: opened(b"")) == "KIT_NOT_WHOLE"


@given(data=st.data())
def test_a_byte_changed_anywhere_is_refused_or_changes_nothing(whole_kit, data):
    place = data.draw(st.integers(0, len(whole_kit) - 1))
    byte = data.draw(st.integers(0, 255))
    spoilt = whole_kit[:place] + bytes([byte]) + whole_kit[place + 1 :]
    outcome: KitPlan | str
    try:
        outcome = opened(spoilt).plan
    except Problem as problem:
        outcome = problem.code
    assert outcome in ("KIT_NOT_WHOLE", opened(whole_kit).plan)


def test_a_pack_is_no_kit_and_a_kit_no_package(pack_file, offices, made, plan, tmp_path):
    assert code_of(lambda: opened(pack_file)) == "KIT_NOT_WHOLE"
    path = tmp_path / "x.phieuxa-kit"
    path.write_bytes(made(plan))
    refused = receive(offices[TU_MO_RONG], [path])[0]
    assert (refused.verdict, refused.reason) == ("refused", "NOT_HERE_KIT")


def test_a_kit_of_another_campaign_or_pack_is_refused(offices, place, made, plan, tmp_path):
    with place.office("23407") as other:  # works with the shipped pack
        assert code_of(lambda: preview(other, opened(made(plan)))) == "KIT_OTHER_PACK"
    newer = built(tmp_path / "newer", "1.1.0")
    data = build(newer, plan, key_for(KON_TUM), MOMENT)
    assert code_of(lambda: preview(offices[NGOC_LAY], opened(data))) == "KIT_NEW_PACK"


def test_a_district_vouches_for_no_signer_above_or_beside_it(pack_file, plan):
    key = key_for(TU_MO_RONG)
    for unit in (KON_TUM, IA_HDRAI):
        wrong = replace(plan, issuer=TU_MO_RONG, signers=(line(key_for(unit), unit),))
        assert code_of(lambda wrong=wrong: build(pack_file, wrong, key, MOMENT)) == "KIT_SIGNER_ABOVE"


def test_a_district_vouches_for_no_supplement_of_the_province(offices, pack_file, plan, tmp_path):
    commune, province = offices[NGOC_LAY], offices[KON_TUM]
    added = [Addition("policy", "x", "X")]
    _, path = make(province, added, unlock=unlock_of(province), folder=tmp_path)
    district_plan = replace(plan, issuer=TU_MO_RONG, supplements=(path.read_bytes(),))
    one = opened(build(pack_file, district_plan, key_for(TU_MO_RONG), MOMENT))
    kit.confirm_signer(commune, one, how="điện thoại")
    assert code_of(lambda: install(commune, one)) == "SUPPLEMENT_SIGNER"
    assert commune.pack.version == "1.0.0"


def test_signers_of_the_provinces_kit_stay_when_the_districts_comes(offices, made, pack_file, plan):
    commune = offices[NGOC_LAY]
    confirmed(commune, made(replace(plan, signers=(line(key_for(IA_HDRAI), IA_HDRAI),))))
    later_kit = replace(plan, issuer=TU_MO_RONG, number=2)
    confirmed(commune, build(pack_file, later_kit, key_for(TU_MO_RONG), MOMENT))
    assert IA_HDRAI in {one.unit for one in signers(commune) if not one.until}


def test_a_kit_from_below_or_beside_is_refused(offices, pack_file, plan):
    data = build(pack_file, replace(plan, issuer=IA_HDRAI), key_for(IA_HDRAI), MOMENT)
    assert code_of(lambda: preview(offices[NGOC_LAY], opened(data))) == "KIT_NOT_OURS"
    assert code_of(lambda: preview(offices[KON_TUM], opened(data))) == "KIT_NOT_OURS"
