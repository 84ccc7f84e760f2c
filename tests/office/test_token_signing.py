"""An office signs with a USB token: whatever happens to the token, nothing is half done."""

from pathlib import Path

import pytest

from exports.envelope import seal
from exports.opc import verify
from forms.problems import Problem
from office.clock import FixedClock
from office.confidential import opener
from office.desk import open_desk
from office.sending import send, sent
from office.signing_keys import FileKey, KeyView, TokenKey, keys, make_key, opened
from office.tokens import choose, plugged_in, token_libraries, token_of
from tests.exports.test_envelope import TEXT, der
from tests.offices import MOMENT, NGOC_LAY, PASSPHRASE, TE_XANG, Place, shelf
from tests.tokens.owners import CURVE, OLD, SEALING, slots
from tests.tokens.soft import PIN
from tests.tokens.soft import plugged_in as with_tokens


@pytest.fixture
def tokens():
    slots()
    with with_tokens() as plugged:
        yield plugged


@pytest.fixture
def place(tmp_path):
    return Place(tmp_path)


@pytest.fixture
def commune(place):
    with place.filled(NGOC_LAY) as desk:
        yield desk


def chosen(desk, library, person="A Chương") -> KeyView:
    """Choose somebody's key as the window does: from what is plugged in."""
    found, _ = plugged_in([library])
    token, facts = next((one, who) for one in found for who in one.certificates if who.person == person)
    return choose(desk, token, facts)


def refused(desk, unlock, folder) -> str:
    """What stops a sending, after which the office stands as before."""
    with pytest.raises(Problem) as told:
        send(desk, unlock=unlock, folder=folder)
    assert sent(desk) == ()
    assert list(folder.iterdir()) == []
    return told.value.code


@pytest.mark.parametrize("person, key", [("A Chương", CURVE), ("Y Blố", OLD)])
def test_a_package_carries_the_signature_of_the_token(tokens, commune, place, person, key):
    unlock = chosen(commune, tokens.plain, person).unlocked_by(PIN)
    made = send(commune, unlock=unlock, folder=place.stick())
    (signer,) = verify(made.path.read_bytes(), now=commune.clock.now()).signers
    assert signer.certificate == der(key)


def test_the_key_used_last_is_offered_first_and_a_file_beside_it_stays(tokens, commune):
    make_key(commune, "A Chương", "Chủ tịch", PASSPHRASE)
    for person in ("Y Blố", "A Chương", "Y Blố"):
        chosen(commune, tokens.plain, person)
    assert [(key.subject, key.slot is None) for key in keys(commune)] == [
        ("Y Blố", False),
        ("A Chương", False),
        ("A Chương, Chủ tịch", True),
    ]
    assert token_libraries(commune)[0] == tokens.plain.resolve()


def test_no_pin_stands_in_what_is_logged():
    unlock = TokenKey(library=Path("token.so"), slot=1, fingerprint="ab", pin=PIN)
    assert PIN not in repr(unlock)


def test_another_unit_s_certificate_is_not_even_chosen(tokens, place):
    with place.office(TE_XANG) as other, pytest.raises(Problem, match="KEY_OTHER_UNIT"):
        chosen(other, tokens.plain)


def test_a_wrong_pin_sends_nothing_and_uses_no_number_up(tokens, commune, place):
    view = chosen(commune, tokens.locking)
    assert refused(commune, view.unlocked_by("sai-123456"), place.stick()) == "TOKEN_PIN"
    assert tokens.counted("logins") == 1
    assert send(commune, unlock=view.unlocked_by(PIN), folder=place.stick()).revision == 1


def test_a_token_pulled_out_while_it_signs_changes_nothing(tokens, commune, place):
    view = chosen(commune, tokens.locking)
    tokens.ask("sudden")
    assert refused(commune, view.unlocked_by(PIN), place.stick()) == "TOKEN_REMOVED"
    tokens.calm()
    assert send(commune, unlock=view.unlocked_by(PIN), folder=place.stick()).sequence == 1


class TestBeforeThePinIsTyped:
    def test_the_state_of_the_pin_is_known(self, tokens, commune):
        view = chosen(commune, tokens.locking)
        tokens.ask("wrong", 2)
        assert token_of(view).pin == "last_try"
        tokens.ask("wrong", 3)
        with pytest.raises(Problem, match="TOKEN_LOCKED"):
            token_of(view)

    def test_a_token_that_is_out_or_another_one_is_told(self, tokens, commune):
        view = chosen(commune, tokens.locking)
        tokens.ask("gone")
        with pytest.raises(Problem, match="TOKEN_ABSENT"):
            token_of(view)
        stranger = KeyView(view.path, "Ai đó", None, "ab" * 32, view.valid_to, view.slot)
        tokens.calm()
        with pytest.raises(Problem, match="TOKEN_OTHER"):
            token_of(stranger)

    def test_a_driver_that_fails_hides_no_token_of_another(self, tokens, tmp_path):
        (tmp_path / "hỏng.so").write_bytes(b"no library")
        found, problems = plugged_in([tmp_path / "hỏng.so", tokens.plain, tokens.locking])
        assert len(found) == 3  # each once, though two libraries see them
        assert [problem.code for problem in problems] == ["TOKEN_LIBRARY"]


class TestTheTimeOfAKey:
    def test_an_expired_one_signs_nothing_and_still_opens(self, place):
        with place.filled(NGOC_LAY, moment=MOMENT) as desk:
            made = FileKey(make_key(desk, "A Chương", "", PASSPHRASE, years=1).path, PASSPHRASE)
        later = FixedClock(MOMENT.replace(year=2019, month=10))
        with open_desk(desk.home, clock=later, shelf=shelf()) as desk:
            assert refused(desk, made, place.stick()) == "KEY_EXPIRED"
            with opened(desk, made, to_sign=False) as key:
                assert key.certificate.not_valid_after_utc < later.now()

    def test_a_clock_gone_back_is_named_as_such(self, place):
        with place.filled(NGOC_LAY, moment=MOMENT) as desk:
            made = FileKey(make_key(desk, "A Chương", "", PASSPHRASE).path, PASSPHRASE)
        with open_desk(desk.home, clock=FixedClock(MOMENT.replace(year=2010)), shelf=shelf()) as desk:
            with pytest.raises(Problem, match="KEY_NOT_YET") as told, opened(desk, made):
                pass
            assert told.value.details == {"since": "19/09/2018", "today": "20/09/2010"}


def test_a_token_that_signs_with_one_key_opens_with_its_other(tokens, place):
    with place.office(NGOC_LAY) as desk:
        unlock = chosen(desk, tokens.plain, "A Phó").unlocked_by(PIN)
        with opener(desk, unlock) as look_inside:
            assert look_inside(seal(TEXT, [der(SEALING)])) == TEXT
            with pytest.raises(Problem, match="ENVELOPE"):
                look_inside(seal(TEXT, [der(OLD)]))
