"""Many records added or removed at once come to the same as one after the other."""

from datetime import date

from forms.answers import Address, Document
from forms.engine import FormSet
from tests.offices import NGOC_LAY, shelf

TODAY = date(2018, 9, 20)
ROWS = 40


def opened(form_set: FormSet):
    pack = form_set.pack
    return form_set.open(pack.units_by_code[NGOC_LAY], Document(), TODAY)


def test_records_added_at_once_equal_records_added_one_by_one():
    form_set = shelf().holding(NGOC_LAY).form_set
    together, apart = opened(form_set), opened(form_set)
    change = together.add_records("BM16", [()] * ROWS)
    for _ in range(ROWS):
        apart.add_record("BM16")
    assert [key for rows in change.rows if rows.table == "BM16" for key in rows.added] == [
        (str(number),) for number in range(1, ROWS + 1)
    ]
    for forms in (together, apart):
        forms.put(Address("BM16", ("7",), "c01"), "Vườn sâm")
    assert together.document() == apart.document()
    assert together.findings() == apart.findings()


def test_records_removed_at_once_leave_what_was_there_before_and_come_back_in_their_places():
    form_set = shelf().holding(NGOC_LAY).form_set
    forms = opened(form_set)
    forms.add_records("BM17", [(), (), ()])
    before, found = forms.document(), forms.findings()
    forms.add_records("BM17.c15", [("2",), ("2",), ("1",)])
    assert forms.rows("BM17.c15") == (("1", "1"), ("2", "1"), ("2", "2"))
    forms.remove_records("BM17.c15", list(forms.rows("BM17.c15")))
    assert forms.document() == before
    assert forms.findings() == found
    forms.remove_records("BM17", [("1",), ("3",)])
    assert forms.rows("BM17") == (("2",),)
    forms.restore_records("BM17", [("3",), ("1",)])
    assert forms.rows("BM17") == (("1",), ("2",), ("3",))
