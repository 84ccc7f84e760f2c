"""The same office at work with the form of another maker."""

from db.packs import install_pack
from forms.answers import Address
from office.clock import FixedClock
from office.desk import form_campaign, open_desk
from office.entry import Entry
from office.packs import ShelvedPack
from tests.db.test_instances import AGE, SURVEY
from tests.offices import MOMENT, NGOC_LAY, shelf


def shelved(desk):
    install_pack(desk.database, SURVEY, b"form", desk.clock.now())
    return ShelvedPack(SURVEY, b"form", desk.shelved.signer)


def test_a_desk_beside_keeps_the_office_and_fills_another_form(place):
    with place.office(NGOC_LAY) as desk:
        beside = desk.beside(shelved(desk), "a")
        assert (beside.unit, beside.level, beside.person) == (desk.unit, desk.level, desk.person)
        assert beside.campaign_id == form_campaign("survey") == "form:survey"
        entry = Entry(beside)
        assert [form.id for form in entry.forms] == ["survey"]
        entry.put([(AGE, 30, None)])
        other = Entry(desk.beside(beside.shelved, "b"))
        assert other.view(AGE).value is None
        assert Entry(desk.beside(beside.shelved, "a")).view(AGE).value == 30
        beside.close()
        assert desk.own_document() is not None  # the file is still open
        assert all(address.table != "survey" for address in _cells(desk.own_document()))


def test_undo_of_an_instance_goes_on_after_the_program_was_closed(place):
    with place.office(NGOC_LAY) as desk:
        entry = Entry(desk.beside(shelved(desk), "a"))
        entry.put([(AGE, 30, None)])
        entry.put([(AGE, 31, None)])
        home = desk.home
    with open_desk(home, clock=FixedClock(MOMENT), shelf=shelf()) as desk:
        pack = shelved(desk)
        entry = Entry(desk.beside(pack, "a"))
        entry.undo()
        assert entry.view(AGE).value == 30
        assert Entry(desk.beside(pack, "b")).undo() is None
        entry.redo()
        assert entry.view(AGE).value == 31


def test_a_desk_beside_opens_the_file_once_more_for_another_thread(place):
    with place.office(NGOC_LAY) as desk:
        beside = desk.beside(shelved(desk), "a")
        Entry(beside).put([(AGE, 30, None)])
        with beside.again() as again:
            assert again.own_document().value(AGE) == 30
        assert Entry(beside).view(AGE).value == 30


def _cells(document):
    return [
        Address(table, key, field)
        for table, rows in document.tables.items()
        for key, values in rows.items()
        for field in values
    ]
