"""A province's authority, its district's issuing office and a commune, entirely by files."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from db.authority import ROOT
from exports.authority import Named, read_list, request
from exports.keys import SigningKey, certificate_facts, from_p12, load_certificate
from exports.unit_names import unit_path
from forms.problems import Problem
from office import authority, certified, kit, kit_making, register_file
from office.authority import Work
from office.authority_files import (
    Handed,
    read_certificates,
    read_requests,
    write_certificates,
    write_requests,
)
from office.clock import FixedClock
from office.desk import Desk, open_desk
from office.recognising import recognise
from office.signing_keys import FileKey, keys
from office.speaking import speaks
from tests.exports.opc.authority import CERTIFIES, IS_CA, SIGNS, certify, revocation_list
from tests.offices import (
    KON_TUM,
    MOMENT,
    NGOC_LAY,
    PASSPHRASE,
    TE_XANG,
    TU_MO_RONG,
    Place,
    key_of,
    later,
    shelf,
    unlock_of,
)

SAFE = "mật khẩu nơi cấp 2018"


@dataclass(frozen=True)
class Offices:
    """A province with its authority, a district that issues below it, a commune with its certificate."""

    province: Desk
    district: Desk
    commune: Desk
    stick: Path


def _key(desk: Desk) -> SigningKey:
    return from_p12(key_of(desk).read_bytes(), PASSPHRASE)


def _known(desk: Desk, other: Desk) -> None:
    """Let `desk` recognise whoever signs at `other`, as after a telephone call."""
    key = _key(other)
    facts = certificate_facts(key.certificate)
    recognise(desk, facts.data, unit=other.unit.code, person=facts.person, how="điện thoại")


def _work(desk: Desk, folder: Path) -> Work:
    return Work(SAFE if desk.unit.code == KON_TUM else PASSPHRASE, unlock_of(desk), folder)


def _certify(below: Desk, above: Desk, folder: Path, *, issuing: bool = False) -> Path:
    asked = certified.ask(below, unlock_of(below), folder, issuing=issuing)
    return authority.issue(above, authority.look(above, asked.read_bytes()), _work(above, folder))


@pytest.fixture(scope="module")
def base() -> Iterator[Path]:
    """Build the three offices once; tests work on copies."""
    with TemporaryDirectory() as folder:
        place = Place(Path(folder))
        stick = place.stick()
        with (
            place.office(KON_TUM) as province,
            place.office(TU_MO_RONG) as district,
            place.office(NGOC_LAY) as commune,
        ):
            authority.found(province, SAFE)
            _known(province, district)
            _known(district, province)
            _known(district, commune)
            file = _certify(district, province, stick, issuing=True)
            certified.take(district, certified.look(district, file.read_bytes()), passphrase=PASSPHRASE)
            _known(commune, district)  # who signs with the new certificate now
            file = _certify(commune, district, stick)
            view = certified.look(commune, file.read_bytes())
            roots = [one.fingerprint for one in view.roots]
            certified.take(commune, view, passphrase=PASSPHRASE, confirmed=roots, how="gọi Sở")
        yield place.folder


@pytest.fixture
def built(base, tmp_path) -> Iterator[Offices]:
    copytree(base, tmp_path / "all")
    place = Place(tmp_path / "all")
    clock = FixedClock(MOMENT)
    homes = [place.folder / f"office-{unit}" for unit in (KON_TUM, TU_MO_RONG, NGOC_LAY)]
    province, district, commune = (open_desk(home, clock=clock, shelf=shelf()) for home in homes)
    with province, district, commune:
        yield Offices(province, district, commune, place.stick())


def _signer(desk: Desk, at: Desk):
    """How `at` sees a file that `desk` signs with its present key."""
    key = _key(desk)
    named = Named("A", "", "", unit_path(key.certificate))
    data = write_requests(desk.unit.code, (request(key, named, "signing"),), key, desk.clock.now())
    return read_requests(data, at.clock.now(), trust=at.trust()).signer


def _from(desk: Desk, handed: Handed, issuer: str = "") -> bytes:
    key = _key(desk)
    return write_certificates(issuer or desk.unit.code, desk.clock.today(), handed, key, desk.clock.now())


def test_only_an_office_with_units_below_it_founds_an_authority_and_only_one(built):
    with pytest.raises(Problem, match="AUTHORITY_BELOW"):
        authority.found(built.commune, SAFE)
    with pytest.raises(Problem, match="AUTHORITY_HERE"):
        authority.found(built.province, SAFE)
    with pytest.raises(Problem, match="AUTHORITY_NONE"):
        authority.look(built.commune, b"")
    with pytest.raises(Problem, match="AUTHORITY_BELOW"):
        certified.ask(built.commune, unlock_of(built.commune), built.stick, issuing=True)
    with pytest.raises(Problem, match="PASSPHRASE_SHORT"):
        certified.ask(built.commune, FileKey(key_of(built.commune), "ngắn"), built.stick)


def test_the_authoritys_key_opens_with_its_own_passphrase_only(built):
    here = authority.own(built.province)
    assert here is not None
    assert here.is_root
    with pytest.raises(Problem, match="KEY_PASSPHRASE"):
        authority.new_list(built.province, PASSPHRASE)
    assert authority.new_list(built.province, SAFE) == here.list_until


def test_key_files_are_found_where_the_office_was_moved_to(built, tmp_path):
    moved = tmp_path / "moved"
    copytree(built.province.home, moved)
    with open_desk(moved, clock=FixedClock(MOMENT), shelf=shelf()) as desk:
        here = authority.own(desk)
        assert here is not None
        gone = here.path.with_name("khac.p12")
        for name in (here.path.name, gone.name):
            desk.office.set_setting(
                "authority", json.dumps({"path": f"/khong/co/{name}", "certificate": here.certificate.hex()})
            )
            if name == gone.name:
                with pytest.raises(Problem, match="KEY_FILE_MISSING"):
                    authority.new_list(desk, SAFE)
            else:
                authority.new_list(desk, SAFE)


def test_the_commune_signs_with_its_new_certificate_and_counts_without_a_line_in_the_register(built):
    key = _key(built.commune)
    assert unit_path(key.certificate) == (NGOC_LAY, TU_MO_RONG, KON_TUM)
    assert len(key.chain) == 2
    assert keys(built.commune)[0].path == key_of(built.commune)
    signer = _signer(built.commune, built.province)
    today = built.province.clock.today()
    assert not built.province.signers.find(signer.fingerprint, today)
    assert speaks(built.province, signer, NGOC_LAY, today).counts
    assert speaks(built.province, signer, TE_XANG, today).others == (NGOC_LAY,)


def test_who_issued_a_certificate_needs_no_list_for_it_and_others_do(built):
    signer = _signer(built.commune, built.commune)
    assert (signer.trusted, signer.revocation) == (True, "good")  # the list came with the certificate
    assert "Kon Tum" in signer.root
    for desk in (built.commune, built.district, built.province):
        later(desk, 24 * 200)
    assert _signer(built.commune, built.commune).reason == "CRL_STALE"
    assert _signer(built.commune, built.district).revocation == "none-needed"
    assert _signer(built.district, built.province).revocation == "none-needed"


def test_a_list_from_below_tells_the_province_too(built):
    assert _signer(built.commune, built.province).reason == "CRL_MISSING"
    data = authority.write_lists(built.district, unlock_of(built.district), built.stick).read_bytes()
    view = certified.look(built.province, data)
    assert (view.lists, view.roots, view.mine) == (1, (), ())
    _known(built.province, built.district)
    certified.take(built.province, certified.look(built.province, data))
    assert _signer(built.commune, built.province).revocation == "good"
    assert certified.look(built.province, data).lists == 0


def test_a_root_from_above_the_issuer_is_believed_only_when_somebody_compared_its_words(built):
    with Place(built.stick).office(TE_XANG) as other:
        data = authority.write_lists(built.district, unlock_of(built.district), built.stick).read_bytes()
        view = certified.look(other, data)
        assert not view.signer.recognised
        assert [one.vouched for one in view.roots] == [False]
        with pytest.raises(Problem, match="ROOT_UNKNOWN"):
            certified.take(other, view)
        sure = [one.fingerprint for one in view.roots]
        with pytest.raises(Problem, match="HOW_MISSING"):
            certified.take(other, view, confirmed=sure)
        certified.take(other, view, confirmed=sure, how="gọi Sở")
        (root,) = [one for one in certified.trusted(other) if one.kind == ROOT]
        assert (root.limit, root.how, root.who) == ((KON_TUM,), "gọi Sở", other.person.name)
        assert _signer(built.commune, other).trusted
        certified.end_root(other, root.fingerprint, why="thử")
        later(other, 24)
        assert _signer(built.commune, other).reason == "SIGNER_UNKNOWN"


def test_a_kit_brings_roots_only_of_its_issuers_own_area(built):
    handed = authority.handed_down(built.province)
    with Place(built.stick).office(NGOC_LAY) as fresh:
        certified.take_handed(fresh, handed, TU_MO_RONG, "huyện")
        assert [one.kind for one in certified.trusted(fresh)] == []
        certified.take_handed(fresh, handed, KON_TUM, "tỉnh")
        assert [one.kind for one in certified.trusted(fresh)] == [ROOT]
        assert len(fresh.authorities.lists()) == 1


def test_root_and_lists_go_down_with_the_register_of_signers(built):
    data = register_file.write(
        built.province, unlock=unlock_of(built.province), folder=built.stick
    ).read_bytes()
    with Place(built.stick).office(TE_XANG) as fresh:
        assert set(register_file.look(fresh, data).file.papers) == set(
            authority.handed_down(built.province).papers
        )
        assert register_file.look(fresh, data).brought == certified.Brought(("Tỉnh Kon Tum",), 1)
        register_file.take_in(fresh, data, how="gọi Sở")
        assert [one.limit for one in certified.trusted(fresh)] == [(KON_TUM,)]
        assert len(fresh.authorities.lists()) == 1


def test_root_and_lists_go_down_with_a_kit(built):
    kit_file = kit_making.make(
        built.province,
        kit_making.KitDraft(title="Rà soát"),
        unlock=unlock_of(built.province),
        folder=built.stick,
    )[1]
    with Place(built.stick).office(TE_XANG) as fresh:
        found = kit.open_file(kit_file, fresh.clock.now(), fresh.trust()).kit
        assert found is not None
        kit.confirm_signer(fresh, found, how="gọi Sở")
        assert kit.preview(fresh, found).brought == certified.Brought(("Tỉnh Kon Tum",), 1)
        kit.install(fresh, found)
        assert [one.limit for one in certified.trusted(fresh)] == [(KON_TUM,)]
        assert len(fresh.authorities.lists()) == 1


def test_whom_to_encrypt_to_comes_down_with_the_certificates(built):
    sealing = certified.sealing_certificate(built.commune, TU_MO_RONG)
    assert sealing is not None
    assert unit_path(load_certificate(sealing)) == (TU_MO_RONG, KON_TUM)
    assert certified.sealing_certificate(built.district, NGOC_LAY) is not None
    assert certified.sealing_certificate(built.commune, TE_XANG) is None


def test_a_request_counts_only_from_below_and_from_a_recognised_signer(built):
    asked = certified.ask(built.commune, unlock_of(built.commune), built.stick, sealing=False).read_bytes()
    view = authority.look(built.province, asked)
    assert [(one.use, one.here) for one in view.asked] == [("signing", False)]
    assert authority.look(built.district, asked).asked[0].here
    stranger = replace(view, signer=replace(view.signer, recognised=False))
    with pytest.raises(Problem, match="REQUEST_SIGNER"):
        authority.issue(built.province, stranger, _work(built.province, built.stick))
    asked = certified.ask(built.province, unlock_of(built.province), built.stick, sealing=False).read_bytes()
    with pytest.raises(Problem, match="REQUEST_NOT_BELOW"):
        authority.look(built.district, asked)
    with pytest.raises(Problem, match="REQUEST_FILE"):
        authority.look(built.district, asked[:-1])


def test_a_file_that_holds_other_things_is_refused(built):
    good = authority.handed_down(built.district)
    now = built.commune.clock.now()
    assert read_certificates(_from(built.district, good), now).handed == good
    wrong = (replace(good, above=good.issued), replace(good, issued=(b"x",)), replace(good, lists=(b"x",)))
    for handed in wrong:
        with pytest.raises(Problem, match="CERTIFICATE_FILE"):
            read_certificates(_from(built.district, handed), now)
    with pytest.raises(Problem, match="CERTIFICATES_NOT_OURS"):
        certified.look(built.commune, _from(built.district, good, TE_XANG))


def test_a_certificate_is_renewed_for_the_same_key_and_then_revoked(built):
    district, commune = built.district, built.commune
    later(district, 24 * 365 * 3 - 24 * 60)
    later(commune, 24 * 365 * 3 - 24 * 60)
    ending = [one for one in authority.issued(district) if one.ends_soon and one.use == "signing"]
    assert [one.unit for one in ending] == [NGOC_LAY]
    file = authority.renew(district, [ending[0].id], _work(district, built.stick)).read_bytes()
    before = _signer(commune, commune).fingerprint
    certified.take(commune, certified.look(commune, file), passphrase=PASSPHRASE)
    renewed = _signer(commune, district)
    assert renewed.trusted
    assert renewed.fingerprint != before
    newest = authority.issued(district)[0]
    with pytest.raises(Problem, match="AUTHORITY_WHY"):
        authority.revoke(district, newest.id, reason="key_compromise", why=" ", passphrase=PASSPHRASE)
    authority.revoke(district, newest.id, reason="key_compromise", why="mất USB", passphrase=PASSPHRASE)
    later(district)
    with pytest.raises(Problem) as refused:
        _signer(commune, district)
    assert refused.value.code == "REVOKED"
    facts = [read_list(one.data) for one in district.authorities.lists()]
    assert max(one.revoked for one in facts) == 1
    with pytest.raises(Problem, match="NO_SUCH_CERTIFICATE"):
        authority.renew(district, [newest.id], _work(district, built.stick))
    data = authority.write_lists(district, unlock_of(district), built.stick).read_bytes()
    later(commune, 2)
    assert _signer(commune, commune).trusted
    certified.take(commune, certified.look(commune, data))
    with pytest.raises(Problem, match="REVOKED"):
        _signer(commune, commune)


def test_a_governments_root_is_added_with_its_fingerprint_and_its_lists_after_it(built, tmp_path):
    free = certify("CA chuyên dùng", None, [IS_CA, CERTIFIES])
    (tmp_path / "goc.cer").write_bytes(free.certificate.public_bytes(Encoding.DER))
    (tmp_path / "ky.cer").write_bytes(certify("B", free, [SIGNS]).certificate.public_bytes(Encoding.DER))
    root = certified.root_in(tmp_path / "goc.cer")
    assert (root.limit, len(root.words)) == ((), 6)
    published = revocation_list(free, made=MOMENT, until=MOMENT + timedelta(days=9999))
    data = published.public_bytes(Encoding.PEM)
    with pytest.raises(Problem, match="LIST_STRANGE"):
        certified.add_list(built.province, data, "goc.crl")
    with pytest.raises(Problem, match="HOW_MISSING"):
        certified.add_root(built.province, root, how=" ")
    certified.add_root(built.province, root, how="so với trang của Ban Cơ yếu")
    certified.add_list(built.province, data, "goc.crl")
    kept = next(one for one in certified.trusted(built.province) if one.fingerprint == root.fingerprint)
    assert kept.list_made == MOMENT
    assert root.certificate not in authority.handed_down(built.province).above
    for wrong, code in (("ky.cer", "ROOT_NONE"), ("khong.cer", "FILE_MISSING")):
        with pytest.raises(Problem, match=code):
            certified.root_in(tmp_path / wrong)
