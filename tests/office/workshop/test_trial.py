"""Trying a pack out: a real office that leaves nothing behind."""

from forms.answers import Address
from forms.authoring.table_wizard import new_workbook
from forms.table_wizard import WizardColumn, WizardTable, read_rows
from office.trial import open_scratch, unit_kinds
from tests.office.workshop import compiled
from tests.offices import shelf


class TestTryingOut:
    def test_a_scratch_office_is_real_and_leaves_nothing(self, desk, small):
        kinds = unit_kinds(small)
        assert [(kind.unit, kind.forms) for kind in kinds] == [("01234", 2)]
        scratch = open_scratch(small, "01234", clock=desk.clock, person="Thử", language="vi")
        entry = scratch.entry()
        assert [form.id for form in entry.forms] == ["F1", "F2"]
        folder = scratch.folder
        assert folder.is_dir()
        scratch.close()
        assert not folder.exists()

    def test_the_own_answers_do_not_move(self, desk, small):
        before = desk.own_document()
        scratch = open_scratch(small, "01234", clock=desk.clock, person="Thử", language="en")
        scratch.desk()
        scratch.close()
        assert desk.own_document() == before

    def test_units_of_one_level_kind_and_type_stand_for_each_other(self):
        kinds = unit_kinds(shelf().packs[0].pack)
        assert {kind.unit for kind in kinds} >= {"62", "62A01"}
        assert len(kinds) < 10
        assert kinds[0].forms == max(kind.forms for kind in kinds)

    def test_a_pack_without_units_can_be_tried_out_as_a_whole(self, desk, others):
        pack = compiled(others)
        (kind,) = unit_kinds(pack)
        scratch = open_scratch(pack, kind.unit, clock=desk.clock, person="Thử", language="vi")
        entry = scratch.entry()
        assert [form.id for form in entry.forms] == ["others"]
        entry.put_text(Address("others", (), "age"), "41")
        assert scratch.entry().shown(Address("others", (), "age")) == "41"
        scratch.close()

    def test_a_table_of_the_wizard_adds_up_what_is_below_a_subtotal_at_any_depth(self, desk, tmp_path):
        rows = read_rows("Tổng\n  Nông thôn\n    Xã A\n    Xã B\n  Thành thị")
        table = WizardTable("BM20", "BM-20", "Kinh phí", "Funding", rows, (WizardColumn("Đầu tư"),))
        book = tmp_path / "BM20.xlsx"
        book.write_bytes(new_workbook(table))
        pack = compiled(book)
        (kind,) = unit_kinds(pack)
        scratch = open_scratch(pack, kind.unit, clock=desk.clock, person="Thử", language="vi")
        entry = scratch.entry()
        for row, text in (("d03", "5"), ("d04", "7"), ("d05", "11")):
            entry.put_text(Address("BM20", (row,), "c01"), text)
        total = next(field.total for field in entry.table("BM20").fields if field.id == "c01")
        shown = [entry.open.view(Address("BM20", (row,), total)).value for row in ("d01", "d02")]
        scratch.close()
        assert shown == [23, 12]
