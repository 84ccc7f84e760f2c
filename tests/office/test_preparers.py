"""Whoever only prepares, by the register, signs receipts, and nothing that speaks for an office."""

import pytest

from db.queries import ThreadState
from db.signers import PREPARER
from exports.keys import certificate_facts
from forms.problems import Problem
from office import authority, register_file, returning
from office.answers_above import look, take_in
from office.downward import AnswerKind, Outgoing, issue
from office.queries import ask, asked
from office.receipts import write
from office.receiving import receive
from office.recognising import recognise
from office.signing_keys import opened
from tests.asking import CELL
from tests.offices import NGOC_LAY, TU_MO_RONG, recognise_sender, unlock_of


def only_prepares(desk, unlock):
    """Say in an office's own register that the person of a key only prepares."""
    with opened(desk, unlock) as key:
        fingerprint = certificate_facts(key.certificate).fingerprint
    line = next(one for one in desk.signers.list() if one.fingerprint == fingerprint)
    desk.signers.amend(line.id, capacity=PREPARER, until=None)


def refused(work):
    with pytest.raises(Problem) as problem:
        work()
    return problem.value.code


def known_as_preparer(desk, signing):
    facts = certificate_facts(signing.certificate)
    recognise(desk, facts.data, unit=TU_MO_RONG, person="Lan", how="điện thoại", capacity=PREPARER)


def test_a_preparer_signs_receipts_and_no_return(place):
    commune, package = place.sent(NGOC_LAY)
    with commune, place.office(TU_MO_RONG) as district:
        recognise_sender(district, package, NGOC_LAY)
        receive(district, [package])
        unlock = unlock_of(district)
        with opened(district, unlock) as key:
            returned = issue(district, key, Outgoing(AnswerKind.RETURN, {}, NGOC_LAY))
            known_as_preparer(commune, key)
        only_prepares(district, unlock)
        receipts = write(district, unlock=unlock, folder=place.stick("down"))  # made ...
        assert look(commune, receipts.read_bytes()).signer.recognised
        assert take_in(commune, receipts.read_bytes()).count == 1  # ... and taken
        assert refused(lambda: look(commune, returned.data)) == "DOWN_PREPARER"
        assert refused(lambda: take_in(commune, returned.data, how="điện thoại")) == "DOWN_PREPARER"


def test_nothing_that_speaks_for_an_office_is_made_with_the_key_of_a_preparer(place):
    commune, package = place.sent(NGOC_LAY)
    commune.close()
    with place.office(TU_MO_RONG) as district:
        recognise_sender(district, package, NGOC_LAY)
        receive(district, [package])
        ask(district, NGOC_LAY, CELL, "Sao lại giảm?")
        unlock, stick = unlock_of(district), place.stick("down")
        authority.found(district, "mật khẩu nơi cấp")
        only_prepares(district, unlock)
        for work in (
            lambda: register_file.write(district, unlock=unlock, folder=stick),
            lambda: authority.write_lists(district, unlock, stick),
            lambda: returning.write(district, NGOC_LAY, unlock=unlock, folder=stick),
        ):
            assert refused(work) == "SIGNS_PREPARER"
        assert list(stick.iterdir()) == []
        assert [one.state for one in asked(district, NGOC_LAY)] == [ThreadState.DRAFT]
