"""From a sent package to the desk of the office above: folder, letters, mail server, a stick with a virus."""

import shutil
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from db.register_files import RegisterFiles
from db.sqlite import SqlError
from exports.mail import open_letter
from exports.mail_server import MailServer, post
from forms.answers import Address
from forms.problems import Problem
from office import carrying_out
from office.carrying_out import prepare
from office.desk import open_desk
from office.entry import Entry
from office.mailing import (
    MailAccount,
    account,
    forget_account,
    is_due,
    outbox,
    send_waiting,
    set_account,
    try_now,
)
from office.mailing import post as queue
from office.messages import sentence
from office.receiving import receive
from office.sending import hand_on, make, send_again, sent
from tests.bad_disk import bad_disk
from tests.mail_house import LOGIN, PASSWORD, mail_house, nobody
from tests.offices import (
    NGOC_LAY,
    TU_MO_RONG,
    Place,
    later,
    recognise_sender,
    send_to,
    shelf,
    unlock_of,
)
from tests.pictures import JPEG

RECORD = {
    "c01": "Nuôi bò sinh sản", "c02": "production", "c03": "Thôn Mô Za", "c04": "UBND xã", "c05": "2016-03",
    "c18": "Cách làm " * 30, "c19": "Kết quả tốt.", "c20": "Bài học.", "c21": "low", "c24": "district",
    "c08": "10", "c09": "8", "c10": "8", "c12": "10", "c13": "0", "c14": "0", "c15": "10", "c16": "12",
    "c17": "0",
}  # fmt: skip


@pytest.fixture(scope="module")
def commune(tmp_path_factory):
    """A commune that has sent a package with a photo."""
    place = Place(tmp_path_factory.mktemp("commune"))
    with place.filled(NGOC_LAY) as desk:
        entry = Entry(desk)
        key, _ = entry.add_record("BM16")
        for name, text in RECORD.items():
            entry.put_text(Address("BM16", key, name), text)
        photo = place.folder / "bo.jpg"
        photo.write_bytes(JPEG)
        entry.attach(Address("BM16", key, "c23"), photo, "Đàn bò của thôn")
        for finding in entry.findings():
            if not finding.explained:
                entry.explain(finding, "đã kiểm tra")
        send_to(desk, place.stick())
        yield desk


@pytest.fixture(scope="module")
def package(commune):
    (one,) = sent(commune)
    return one


@pytest.fixture(scope="module")
def office_above(commune, package, tmp_path_factory):
    """The folder of the office above, which knows the commune's signer."""
    place = Place(tmp_path_factory.mktemp("district"))
    with place.office(TU_MO_RONG) as desk:
        recognise_sender(desk, send_again(commune, package.digest, place.stick()), NGOC_LAY)
        return desk.home


@pytest.fixture
def district(office_above, commune, tmp_path):
    home = shutil.copytree(office_above, tmp_path / "district")
    with open_desk(home, clock=commune.clock, shelf=shelf()) as desk:
        yield desk


@pytest.fixture
def out(tmp_path):
    made = tmp_path / "gui di"
    made.mkdir()
    return made


@pytest.fixture
def small(monkeypatch, package, commune):
    """A carrier that takes the package, and its companion only in a letter of its own."""
    size = commune.received.packages(direction="sent", digest=package.digest)[0].size
    monkeypatch.setattr(carrying_out, "PART", size + 100)


def told(receipts):
    return [(one.verdict, one.reason) for one in receipts]


def test_the_folder_holds_package_companion_letter_and_zip_and_the_words_for_them(commune, package, out):
    made = prepare(commune, package.digest, out, zipped=True)
    stem = package.name.removesuffix(".xlsx")
    assert sorted(one.name for one in made.folder.iterdir()) == [
        f"{stem}.eml", f"{stem}.kem.zip", f"{stem}.xlsx", f"{stem}.zip",
    ]  # fmt: skip
    assert made.archive is not None
    with zipfile.ZipFile(made.archive) as archive:
        assert archive.read(package.name) == made.files[0].read_bytes()
    (letter,) = made.letters
    assert dict(open_letter(letter.read_bytes()).files) == {one.name: one.read_bytes() for one in made.files}
    for words in ("Huyện Tu Mơ Rông", "Xã Ngọc Lây", package.figures_code, package.name, "Excel"):
        assert words in made.text
    again = prepare(commune, package.digest, out, zipped=True)  # over the read-only files of the first time
    assert again.files == made.files


def test_a_register_of_signers_that_went_beside_the_package_goes_in_the_letter_too(commune, package, out):
    RegisterFiles(commune.database).keep(
        issuer=NGOC_LAY, number=1, digest="ab", data=b"so", signer="", who="", when=package.when
    )
    try:
        made = prepare(commune, package.digest, out)
    finally:
        commune.database.conn.execute("DELETE FROM register_file")
    name = "so-nguoi-ky-23404.phieuxa-nguoi-ky"
    assert (made.folder / name).read_bytes() == b"so"
    assert dict(open_letter(made.letters[0].read_bytes()).files)[name] == b"so"
    assert "trang Người ký" in made.text


def test_what_we_never_sent_is_not_carried(commune, out):
    with pytest.raises(Problem, match="NOT_SENT_BY_US"):
        prepare(commune, "00" * 32, out)


@pytest.mark.parametrize("ending", ["", ".eml", ".zip"])
def test_the_office_above_takes_in_the_folder_the_letter_or_the_zip(ending, commune, package, out, district):
    made = prepare(commune, package.digest, out, zipped=True)
    path = made.folder if not ending else made.files[0].with_suffix(ending)
    (receipt,) = receive(district, [path])
    assert receipt.verdict == "taken"
    files = [line for line in receipt.details if "Đã nhận tệp kèm theo" in line or "Thiếu" in line]
    assert len(files) == (1 if ending == ".zip" else 0)  # the plain zip holds the package alone
    (kept,) = district.received.packages(direction="received", unit=NGOC_LAY)
    assert len(kept.detail["missing"]) == (1 if ending == ".zip" else 0)


def test_letters_in_parts_are_put_together_whichever_comes_first(small, commune, package, out, district):
    made = prepare(commune, package.digest, out)
    first, second = made.letters
    assert "thư 1 trong 2" in open_text(first)
    (alone,) = receive(district, [second])
    assert told([alone]) == [("refused", "COMPANION_ALONE")]
    (taken,) = receive(district, [first])
    assert taken.verdict == "taken"
    assert any("Thiếu tệp kèm theo" in line for line in taken.details)
    (late,) = receive(district, [second])
    assert late.verdict == "already-here"
    assert any("Đã nhận tệp kèm theo" in line for line in late.details)
    (kept,) = district.received.packages(direction="received", unit=NGOC_LAY)
    assert list(kept.detail["files"].values())
    assert kept.detail["missing"] == []


def open_text(letter: Path) -> str:
    import email
    from email import policy

    message = email.message_from_bytes(letter.read_bytes(), policy=policy.default)
    body = message.get_body()
    assert body is not None
    return str(body.get_content())


def test_both_letters_at_once_are_one_package_with_all_its_files(small, commune, package, out, district):
    made = prepare(commune, package.digest, out)
    receipts = receive(district, [*reversed(made.letters)])
    assert receipts[0].verdict == "taken"
    assert not any("Thiếu" in line for line in receipts[0].details)


def test_a_package_altered_on_the_way_is_told_from_a_wrong_one(commune, package, out, district):
    made = prepare(commune, package.digest, out)
    (path,) = made.letters
    good = path.read_bytes()
    lines = good.split(b"\r\n")
    spot = next(number for number, line in enumerate(lines) if line.startswith(b"UEsDB")) + 40
    lines[spot] = b"A" * len(lines[spot])
    altered, wrong = out / "doi.eml", out / "nham.eml"
    altered.write_bytes(b"\r\n".join(lines))
    other = package.name.replace("lan-1", "lan-9")
    head, _, body = good.rpartition(b'filename="' + package.name.encode())
    wrong.write_bytes(head + b'filename="' + other.encode() + body)
    (first,) = receive(district, [altered])
    assert first.verdict == "refused"
    assert any("hỏng trên đường thư" in line for line in first.details)
    second, _ = receive(district, [wrong])  # its companion is of no package that is here
    assert any("có thể đính nhầm tệp" in line and package.name in line for line in second.details)


def test_a_stick_on_which_a_virus_hid_everything_is_read_and_told(commune, package, tmp_path, district):
    hidden = tmp_path / "usb" / "\u00a0" / "bao cao"
    hidden.mkdir(parents=True)
    send_again(commune, package.digest, hidden)
    shortcut = tmp_path / "usb" / "USB (7GB).lnk"
    shortcut.write_bytes(b"L\0\0\0")
    (receipt,) = receive(district, [tmp_path / "usb"])
    assert receipt.verdict == "taken"
    assert any("vi-rút" in line for line in receipt.details)
    assert not any("Thiếu" in line for line in receipt.details)
    assert told(receive(district, [shortcut])) == [("refused", "SHORTCUT")]


def test_whatever_happens_to_the_stick_no_number_is_used_up_and_nothing_is_called_sent(place, tmp_path):
    faults = [
        ("yank", 20_000, "CARRIER_GONE"),
        ("full", 20_000, "DISK_FULL"),
        ("no sync of the folder", 0, "CARRIER_GONE"),
    ]
    with place.filled(NGOC_LAY) as desk:
        ready = make(desk, unlock_of(desk))
        for fault, limit, code in faults:
            with bad_disk(tmp_path / fault, fault, limit) as stick:
                with pytest.raises(Problem) as refused:
                    hand_on(desk, ready, stick.place)
                assert (fault, refused.value.code) == (fault, code)
                assert [one.name for one in stick.truly.iterdir() if one.suffix != ".part"] == []
            assert sent(desk) == ()
            assert desk.order_of_sending(TU_MO_RONG).sequence == 1
        desk.database.executescript("""
            CREATE TABLE full_disk (x INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED);
            CREATE TRIGGER fills AFTER INSERT ON package BEGIN INSERT INTO full_disk VALUES (-1); END;
        """)  # the transaction fails at its very end, as on a full PC: the stick must not keep the package
        with pytest.raises(SqlError):
            hand_on(desk, ready, place.stick())
        assert sent(desk) == ()
        assert list(place.stick().iterdir()) == []
        desk.database.executescript("DROP TRIGGER fills; DROP TABLE full_disk;")
        assert hand_on(desk, ready, place.stick()).revision == 1


class TestTheOutbox:
    @pytest.fixture
    def house(self, tmp_path):
        with mail_house(tmp_path / "mail") as made:
            yield made

    @pytest.fixture
    def desk(self, commune):
        yield commune
        forget_account(commune)
        commune.database.conn.execute("DELETE FROM letter")

    def own(self, server: MailServer):
        return MailAccount(server.host, "xa@x.vn", "huyen@x.vn", LOGIN, PASSWORD, server.port)

    def test_a_letter_waits_for_the_network_goes_out_when_it_is_back_and_is_taken_in_above(
        self, small, desk, package, house, district, out
    ):
        set_account(desk, self.own(nobody()))
        assert queue(desk, package.digest) == 2
        assert is_due(desk)
        tried = send_waiting(desk)
        assert (tried.sent, tried.waiting, tried.stopped) == (0, 2, 0)
        assert tried.reason is not None
        assert tried.reason.code == "MAIL_NO_NETWORK"
        assert not is_due(desk)
        assert {one.next_try - desk.clock.now() for one in outbox(desk)} == {timedelta(minutes=1)}
        set_account(desk, self.own(house.server))
        assert send_waiting(desk, lambda *_: pytest.fail("before its time")).waiting == 2
        clock = desk.clock
        later(desk)
        done = send_waiting(
            desk, lambda server, letter: post(replace(server, roots=house.server.roots), letter)
        )
        desk.clock = clock
        assert (done.sent, done.waiting, done.reason) == (2, 0, None)
        for number, data in enumerate(house.letters):
            (out / f"{number}.eml").write_bytes(data)
        receipts = receive(district, [out])
        assert receipts[0].verdict == "taken"
        assert not any("Thiếu" in line for line in receipts[0].details)

    def test_what_a_person_must_mend_is_not_tried_again_until_they_say_so(self, desk, package, house):
        set_account(desk, self.own(house.server))  # its certificate is not known here
        queue(desk, package.digest)
        stopped = send_waiting(desk)
        assert stopped.stopped == 1
        assert stopped.reason is not None
        assert stopped.reason.code == "MAIL_CERTIFICATE"
        assert not is_due(desk)
        (desk.home / "mail-trust").mkdir()
        (desk.home / "mail-trust" / "server.pem").write_bytes(
            (house.server.roots / "server.pem").read_bytes()
        )
        try_now(desk)
        assert send_waiting(desk).sent == 1
        assert outbox(desk)[0].state == "sent"

    def test_the_account_is_kept_and_forgotten_with_all_that_waits(self, desk, package):
        own = self.own(nobody())
        set_account(desk, own)
        assert account(desk) == own
        queue(desk, package.digest)
        queue(desk, package.digest)
        assert len(outbox(desk)) == 1  # asked for twice is one letter
        forget_account(desk)
        assert (account(desk), outbox(desk)) == (None, ())
        with pytest.raises(Problem, match="MAIL_NO_ACCOUNT"):
            queue(desk, package.digest)

    def test_what_the_server_said_is_kept_with_the_letter_that_waits(self, desk, package, house):
        set_account(desk, replace(self.own(house.server), to="full@x.vn"))
        queue(desk, package.digest)
        known = house.server.roots
        send_waiting(desk, lambda at, letter: post(replace(at, roots=known), letter))
        (one,) = outbox(desk)
        assert one.reason is not None
        assert "452: 4.2.2 hộp thư đầy" in sentence(one.reason)

    @pytest.mark.parametrize(
        "wrong, code",
        [({"server": "a b"}, "MAIL_SERVER"), ({"port": 0}, "MAIL_SERVER"), ({"to": "huyen"}, "MAIL_ADDRESS")],
    )
    def test_an_account_that_cannot_be_one_is_refused(self, desk, wrong, code):
        with pytest.raises(Problem, match=code):
            set_account(desk, replace(self.own(nobody()), **wrong))
