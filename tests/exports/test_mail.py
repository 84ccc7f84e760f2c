"""Letters: Vietnamese subjects and file names arrive, files byte for byte, and refusals are sorted."""

import email
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from email import policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.mail import Letter, Stated, check_address, compose, letters_of, mark_of, open_letter, state
from exports.mail_server import LATER, post
from forms.problems import Problem
from tests.mail_house import mail_house, nobody

FILES = {
    "Gói số liệu – xã Mường Lống.xlsx": bytes(range(256)) * 300,
    "a.kem.zip": b"PK\x05\x06",
    "a.xlsx.p7m": b"0\x80",
}
LETTER = Letter(
    sender=("UBND xã Ngọc Lây", "xa.ngoclay@kontum.gov.vn"),
    recipient=("Phòng LĐTBXH huyện Tu Mơ Rông", "tumorong@kontum.gov.vn"),
    subject="Gói số liệu rà soát hộ nghèo giữa kỳ năm 2018 - xã Ngọc Lây - lần 1",
    text="Kính gửi Phòng,\n- a.kem.zip (4 byte, SHA-256 0123456789abcdef…)\n",
    files=FILES,
    number="abc-1",
    when=datetime(2018, 9, 20, 2, 30, tzinfo=UTC),
)


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with mail_house(tmp_path_factory.mktemp("mail")) as made:
        yield made


def test_a_letter_reaches_the_server_with_its_vietnamese_subject_and_file_names(house):
    post(house.server, compose(LETTER))
    got = email.message_from_bytes(house.letters[-1], policy=policy.default)
    assert got["Subject"] == LETTER.subject
    assert str(got["From"]) == "UBND xã Ngọc Lây <xa.ngoclay@kontum.gov.vn>"
    assert got["Message-ID"] == "<abc-1@kontum.gov.vn>"
    opened = open_letter(house.letters[-1])
    assert dict(opened.files) == FILES


def test_a_saved_letter_gives_its_files_and_what_it_says_of_them():
    opened = open_letter(compose(LETTER, draft=True).as_bytes())
    assert dict(opened.files) == FILES
    assert opened.stated == {"a.kem.zip": Stated(4, "0123456789abcdef")}
    assert b"X-Unsent: 1" in compose(LETTER, draft=True).as_bytes()
    assert b"X-Unsent" not in compose(LETTER).as_bytes()


@given(st.binary(max_size=3000), st.integers(0, 99))
def test_what_a_letter_says_of_a_file_is_read_again(data, number):
    name = f"KT-2018-GK_23404_xa-Ngoc-Lay_lan-{number}.xlsx"
    text = f"Kính gửi\n- {state(name, data)}\n"
    opened = open_letter(compose(replace(LETTER, text=text, files={name: data})).as_bytes())
    assert opened.stated == {name: Stated(len(data), mark_of(data))}
    assert opened.stated[name].fits(data)
    assert not opened.stated[name].fits(data + b"\r\n")


@given(st.binary(max_size=600))
def test_no_bytes_that_call_themselves_a_letter_bring_the_reader_down(data):
    with suppress(Problem):  # every other exception fails the test
        open_letter(b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n" + data)


@pytest.mark.parametrize(
    "text",
    ["", "xa", "xa@", "@x.vn", "xa@x", "xa@x.vn\nBcc: khac@y.vn", "a b@x.vn", "xã@x.vn", "a@b.vn,c@d.vn"],
)
def test_what_is_no_address_is_refused_and_brings_no_second_recipient(text):
    with pytest.raises(Problem, match="MAIL_ADDRESS"):
        check_address(text)


@pytest.mark.parametrize(
    "change, code, later",
    [
        ({"password": "sai"}, "MAIL_PASSWORD", False),
        ({"roots": None}, "MAIL_CERTIFICATE", False),
    ],
)
def test_a_server_we_may_not_use_is_told(house, change, code, later):
    with pytest.raises(Problem) as refused:
        post(replace(house.server, **change), compose(LETTER))
    assert (refused.value.code, refused.value.code in LATER) == (code, later)


@pytest.mark.parametrize(
    "to, code, later",
    [("full@x.vn", "MAIL_LATER", True), ("unknown@x.vn", "MAIL_REFUSED", False)],
)
def test_a_mailbox_that_is_full_is_tried_again_and_one_that_is_not_there_is_not(house, to, code, later):
    with pytest.raises(Problem) as refused:
        post(house.server, compose(replace(LETTER, recipient=("", to))))
    assert (refused.value.code, refused.value.code in LATER) == (code, later)


def test_a_letter_too_large_for_the_server_is_told_as_such(house):
    with pytest.raises(Problem, match="MAIL_TOO_LARGE"):
        post(house.server, compose(replace(LETTER, files={"a.zip": bytes(18_000_000)})))


def test_without_a_network_the_letter_waits():
    with pytest.raises(Problem) as refused:
        post(nobody(), compose(LETTER))
    assert refused.value.code in LATER


def test_nothing_is_handed_to_a_server_without_encryption(tmp_path):
    with mail_house(tmp_path, encrypted=False) as plain:
        with pytest.raises(Problem, match="MAIL_NO_TLS"):
            post(plain.server, compose(LETTER))
        assert plain.letters == []


@given(st.lists(st.integers(0, 40), max_size=12))
def test_files_go_into_letters_below_the_limit_in_their_order_none_lost(sizes):
    files = {f"{number}.zip": bytes(size) for number, size in enumerate(sizes)}
    letters = letters_of(files, 30)
    assert [name for one in letters for name in one] == list(files)
    assert all(sum(map(len, one.values())) <= 30 or len(one) == 1 for one in letters)
