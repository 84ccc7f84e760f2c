"""The marks of cells follow what came and went, and are those of all findings at any time."""

from hypothesis import given
from hypothesis import strategies as st

from forms.answers import Address
from forms.findings import Change, Finding
from forms.pack import Severity
from tests.forms.engine_packs import commune
from tests.forms.test_engine_laws import ENTRIES, fitted
from ui.entry.marks import BLANK, UNEXPLAINED, Marks

PLACES = [Address("T", (), name) for name in "abc"]


def same(marks, findings, places):
    fresh = Marks(findings)
    assert marks.told(findings) == fresh.told(findings)
    tables = {place.table for place in places}
    assert sorted(map(repr, marks.spoken(tables))) == sorted(map(repr, fresh.spoken(tables)))
    for place in places:
        assert marks.mark(place) == fresh.mark(place)
        assert sorted(map(repr, marks.findings_at(place))) == sorted(map(repr, fresh.findings_at(place)))


@given(ENTRIES)
def test_after_every_entry_the_marks_are_those_of_all_findings(entries):
    forms = commune()
    marks = Marks(forms.findings())
    places = {address for finding in forms.findings() for address in finding.cells}
    for entry in map(fitted, entries):
        before = {place: marks.mark(place) for place in places}
        change = forms.put(*entry)
        places |= {address for finding in change.findings for address in finding.cells}
        moved = marks.move(change)
        assert moved == {place for place in places if marks.mark(place) != before.get(place, "")}
        same(marks, change.findings, places)


FINDINGS = st.builds(
    lambda code, severity, cells, explained: Finding(code, severity, cells[0], {}, tuple(cells), explained),
    st.sampled_from(["K01", BLANK, UNEXPLAINED]),
    st.sampled_from(Severity),
    st.lists(st.sampled_from(PLACES), min_size=1),
    st.sampled_from(["", "lý do"]),
)


@given(st.lists(FINDINGS), st.lists(FINDINGS), st.booleans())
def test_answers_opened_anew_in_between_are_seen_by_their_number(old, new, told):
    marks = Marks(tuple(old))
    change = Change({}, findings=tuple(new), came=tuple(new) if told else (), gone=tuple(old) if told else ())
    marks.move(change)
    if told or len(old) != len(new):
        same(marks, tuple(new), PLACES)
