"""Two signatures: the preparer's, then the approver's here or on another PC; the office above wants both."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from db.received import PackageStatus
from exports.approval_file import read_to_approve, write_to_approve
from exports.opc import read_zip, sign, verify, write_zip
from forms.problems import Problem
from office import approval, approver
from office.desk import Desk
from office.entry import Entry
from office.presenting import keep_scan, note_paper, present, presented
from office.receiving import receive, waiting
from office.recognising import recognise
from office.sending import send, sent
from office.signing_keys import FileKey, Holder, make_key, opened, write_key
from tests.offices import (
    MOMENT,
    NGOC_LAY,
    PASSPHRASE,
    TU_MO_RONG,
    Place,
    recognise_sender,
    shelf,
)  # fmt: skip
from tests.pictures import JPEG
from tests.signatures import CELL, LATE, approver_key, asking, looked_at, preparer_key, turned, waits
from tests.signatures import again as opened_again


@pytest.fixture
def again(tmp_path):
    """Open a copy of an office whose package waits."""
    with opened_again(tmp_path) as desk:
        yield desk


@pytest.fixture(scope="module")
def elsewhere() -> approver.BeforeApprover:
    return looked_at()


def countersigned(seen: approver.BeforeApprover, desk: Desk, unlock: FileKey, folder: Path) -> Path:
    with opened(desk, unlock) as key:
        return approver.hand_back(seen, approver.approve(seen, key, desk.clock.now()), folder)


def test_while_a_package_waits_its_answers_are_frozen_and_nothing_is_numbered(again):
    held, paper = approval.waiting(again), presented(again)
    assert held is not None
    assert paper is not None
    assert (held.preparer, held.approver, held.approved) == ("Y Bưih", "A Chương", False)
    assert held.figures_code == paper.figures_code
    with pytest.raises(Problem, match="PRESENTED"):
        Entry(again).put_text(CELL, "1.170")
    with pytest.raises(Problem, match="APPROVAL_WAITS"):
        approval.ask(again, preparer_key(again))
    with pytest.raises(Problem, match="NOT_APPROVED"):
        approval.send_approved(again, again.home)
    assert len(sent(again)) == 1


def test_the_approver_reads_one_page_without_the_office_s_data(elsewhere):
    page = elsewhere.page
    assert (page.unit_name, page.recipient, page.revision, page.compared) == (
        "Xã Ngọc Lây", "Huyện Tu Mơ Rông", 2, 1,
    )  # fmt: skip
    assert page.campaign.startswith("Báo cáo giữa kỳ")
    figures = {one.label: (one.now, one.before) for one in page.figures}
    assert figures["Số hộ nghèo cuối kỳ"] == ("256", "256")
    assert figures["Tỷ lệ hộ nghèo cuối kỳ"][0] == "47,50"
    change = page.changes[0]
    assert change.place == "BM-03 · Năm 2018 · Nhân khẩu trong hộ cận nghèo cuối kỳ"
    assert [(one.place, one.reason) for one in page.explained] == [(change.place, "Đã rà soát theo sổ hộ")]
    assert (change.old, change.new) != ("", "1.161")
    assert change.new == "1.161"
    assert (elsewhere.first.person, len(elsewhere.first.words)) == ("Y Bưih", 6)


def test_the_second_signature_from_another_pc_changes_no_signed_part(again, elsewhere, tmp_path):
    back = countersigned(elsewhere, again, approver_key(again), tmp_path)
    once, twice = read_zip(elsewhere.data), read_zip(back.read_bytes())
    changed = {name for name, content in once.items() if twice[name] != content}
    assert changed == {"[Content_Types].xml", "_xmlsignatures/_rels/origin.sigs.rels"}
    assert approval.bring_back(again, back).approved
    made = approval.send_approved(again, tmp_path)
    assert (made.revision, made.sequence, made.path.read_bytes()) == (2, 2, back.read_bytes())
    assert made.second_words
    assert approval.waiting(again) is None
    assert presented(again) is None
    verdict = verify(made.path.read_bytes(), now=MOMENT + timedelta(days=1))
    assert len({signer.fingerprint for signer in verdict.signers}) == 2
    Entry(again).put_text(CELL, "1.170")


def test_only_the_person_on_the_cover_approves_and_with_a_key_of_their_own(again, elsewhere, tmp_path):
    stranger = FileKey(
        make_key(again, "Lê Khác", "Phó Chủ tịch", PASSPHRASE, tmp_path / "k.p12").path, PASSPHRASE
    )
    with pytest.raises(Problem, match="APPROVER_OTHER") as refused:
        countersigned(elsewhere, again, stranger, tmp_path)
    assert refused.value.details == {"found": "Lê Khác", "person": "A Chương"}
    with pytest.raises(Problem, match="APPROVER_SAME_KEY"):
        countersigned(elsewhere, again, preparer_key(again), tmp_path)
    with opened(again, stranger) as key:
        odd = tmp_path / "odd.xlsx"
        odd.write_bytes(sign(elsewhere.data, key, again.clock.now()))
    with pytest.raises(Problem, match="APPROVER_OTHER"):
        approval.bring_back(again, odd)
    namesake = write_key(Holder("A Chương", "", "23446", "x"), PASSPHRASE, tmp_path / "n.p12", LATE)
    odd.write_bytes(sign(elsewhere.data, namesake, LATE))
    with pytest.raises(Problem, match="KEY_OTHER_UNIT"):
        approval.bring_back(again, odd)
    assert is_open(again)


def is_open(desk: Desk) -> bool:
    held = approval.waiting(desk)
    return held is not None and not held.approved


def spoiled(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    items = dict(read_zip(data))
    change(items)
    return write_zip(items)


def test_what_comes_back_must_be_what_went_out(again, elsewhere, tmp_path):
    back = countersigned(elsewhere, again, approver_key(again), tmp_path)
    other = tmp_path / "khac.xlsx"
    other.write_bytes(elsewhere.data)
    with pytest.raises(Problem, match="RETURNED_UNSIGNED"):
        approval.bring_back(again, other)
    with pytest.raises(Problem, match="RETURNED_UNSIGNED"):
        approval.bring_back(again, waits().carried)
    other.write_bytes(spoiled(back.read_bytes(), lambda items: items.update({"xl/styles.xml": b"<a/>"})))
    with pytest.raises(Problem, match="RETURNED_OTHER"):
        approval.bring_back(again, other)
    with pytest.raises(Problem, match="RETURNED_OTHER"):
        approval.bring_back(again, waits().before)
    other.write_bytes(b"none")
    with pytest.raises(Problem, match="NOT_ZIP"):
        approval.bring_back(again, other)
    with pytest.raises(Problem, match="FILE_MISSING"):
        approval.bring_back(again, tmp_path / "fehlt.xlsx")
    assert is_open(again)


def test_a_package_taken_back_frees_the_answers_and_is_sent_by_nobody(again, elsewhere, tmp_path):
    back = countersigned(elsewhere, again, approver_key(again), tmp_path)
    approval.bring_back(again, back)
    approval.take_back(again, "Sai số nhân khẩu")
    assert approval.waiting(again) is None
    Entry(again).put_text(CELL, "1.170")
    with pytest.raises(Problem, match="NOTHING_WAITS"):
        approval.bring_back(again, back)
    with pytest.raises(Problem, match="TWO_SIGNATURES"):
        send(again, unlock=preparer_key(again), folder=tmp_path)
    assert len(sent(again)) == 1


def test_the_page_needs_the_pack_and_a_clock_that_goes_right(elsewhere):
    late = MOMENT + timedelta(days=1)
    one = read_to_approve(waits().carried.read_bytes(), waits().carried.name)
    unknown = approver.before_approver(one, [], late, "vi")
    assert not unknown.pack_known
    assert [figure.now for figure in unknown.page.figures] == [one.now for one in elsewhere.page.figures]
    assert unknown.page.compared is None  # the pack of the last package did not come along
    with pytest.raises(Problem, match="APPROVE_PACK"):
        approver.before_approver(replace(one, pack=None), [], late, "vi")
    with pytest.raises(Problem, match="APPROVE_PACK"):  # another pack in its place
        approver.before_approver(replace(one, pack=shelf().packs[0].data), [], late, "vi")
    with pytest.raises(Problem, match="APPROVE_CLOCK"):
        approver.before_approver(one, [asking("2")], MOMENT - timedelta(days=1), "vi")
    with pytest.raises(Problem, match="APPROVE_NOTHING"):
        read_to_approve(write_zip({"a.txt": b"a"}), "a.zip")
    assert read_to_approve(write_to_approve(one), "x.zip") == one


def test_the_office_above_takes_only_what_both_signed_and_tells_who_did_what(again, elsewhere, tmp_path):
    whole = countersigned(elsewhere, again, approver_key(again), tmp_path)
    half = tmp_path / "half.xlsx"
    half.write_bytes(elsewhere.data)
    with Place(tmp_path).office(TU_MO_RONG, moment=MOMENT + timedelta(hours=3)) as district:
        turned(district, "2")
        (receipt,) = receive(district, [whole])
        assert (receipt.verdict, receipt.reason) == ("waiting-signer", "SIGNER_UNKNOWN")
        for _ in range(2):  # the approver, then the preparer: each is compared by telephone
            (one,) = waiting(district)
            receipts = recognise(
                district, one.certificate, unit=NGOC_LAY, person=one.person, how="điện thoại"
            )
        (taken,) = receipts
        assert taken.verdict == "taken"
        assert taken.details[:2] == (
            "Người lập đã ký: Y Bưih, Công chức Văn hóa - Xã hội.",
            "Người ký duyệt đã ký: A Chương, Chủ tịch.",
        )
        (kept,) = district.received.packages(direction="received", status=None, digest=taken.digest)
        assert kept.detail["approval"] == "two"
        assert {one["role"] for one in kept.detail["signers"]} == {"preparer", "approver"}
        (refused,) = receive(district, [half])
        assert (refused.verdict, refused.reason) == ("refused", "SECOND_SIGNATURE")
        (kept,) = district.received.packages(direction="received", digest=refused.digest)
        assert "Y Bưih" in kept.detail["sentence_vi"]


def test_a_stamped_page_stands_for_the_second_signature_only_where_the_campaign_allows_it(tmp_path):
    place = Place(tmp_path)
    with place.filled(NGOC_LAY) as desk:
        turned(desk, "paper")
        key = preparer_key(desk)
        assert approval.needs_approver(desk)
        with pytest.raises(Problem, match="TWO_OR_PAPER"):
            send(desk, unlock=key, folder=place.stick())
        present(desk)
        note_paper(desk, "05/BC-UBND", "20/09/2018")
        scan = tmp_path / "trang dong dau.jpg"
        scan.write_bytes(JPEG)
        keep_scan(desk, scan)
        assert not approval.needs_approver(desk)
        made = send(desk, unlock=key, folder=place.stick())
    alone = place.stick("alone") / made.name
    shutil.copyfile(made.path, alone)
    with place.office(TU_MO_RONG) as district:
        turned(district, "paper")
        recognise_sender(district, made.path, NGOC_LAY)
        (refused,) = receive(district, [alone])
        assert (refused.verdict, refused.reason) == ("refused", "PAPER_SCAN")
        (taken,) = receive(district, [made.path])
        assert (taken.verdict, taken.reason) == ("taken", "TAKEN_PAPER")
        assert taken.details[0].startswith("Duyệt trên giấy (số 05/BC-UBND, ngày 20/09/2018)")
        part = next(one for one in taken.answer.parts if one.question == "approved")
        assert (part.tone, part.code) == ("note", "ANSWER_PAPER")
        (kept,) = district.received.packages(
            direction="received", digest=taken.digest, status=PackageStatus.TAKEN
        )
        assert kept.detail["approval"] == "paper"
