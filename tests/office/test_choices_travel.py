"""What a district chose reaches the province in its signed package, with nobody it held back."""

import pytest

from desktop_app.demo import enter
from desktop_app.demo_data import DemoData
from forms.answers import Address
from office.awards import NOMINEE
from office.choices import Decision, Judged, look
from office.choosing import judge
from office.entry import Entry
from office.receiving import receive
from tests.offices import KON_TUM, TU_MO_RONG, Place, opened, recognise_sender, send_to

NOMINATING = "23410"


@pytest.fixture(scope="module")
def upward(tmp_path_factory):
    """A district took a commune's nominations in, one added by hand, and sends after it chose."""
    place = Place(tmp_path_factory.mktemp("choices"))
    with place.filled(NOMINATING) as commune:
        entry = Entry(commune)
        key, _ = entry.add_record("BM17")
        for field, text in (
            *(("c01", "Cá nhân"), ("c02", "Ông"), ("c03", "A Giữ Lại"), ("c04", "1979"), ("c08", "Thôn 2")),
            *(("c09", "Trưởng thôn"), ("c17", "Giấy khen UBND huyện"), ("x01", "Phong trào thi đua")),
            *(("c18", "Huyện"), ("c20b", "12"), ("c20", "9"), ("x07", "21/BB"), ("c21", "18/09/2018")),
            *(("x06", "13"), ("c22", "1"), ("c14", "Vận động mười hộ viết đơn xin thoát nghèo. " * 8)),
        ):
            entry.put_text(Address("BM17", key, field), text)
        package = send_to(commune, place.stick()).path
    with place.office(TU_MO_RONG) as district:
        recognise_sender(district, package, NOMINATING)
        receive(district, [package])
        enter(district, DemoData("Y Lập", "Chuyên viên", "0260", "A Duyệt", "Chủ tịch"))
        said = Judged(Decision.ABOVE, "Hộ tiêu biểu của huyện")
        judge(district, look(district, NOMINEE), (NOMINATING, "1"), said)
        yield place, send_to(district, place.stick("lên")).path


def test_the_package_lists_whom_the_district_passes_on_and_holds_nobody_else(upward):
    _, package = upward
    report = opened(package)
    (line,) = report.lists["choices"]
    assert (line["unit"], line["place"], line["reason"]) == (NOMINATING, "BM17[1]", "Hộ tiêu biểu của huyện")
    assert set(report.tables["BM17"]) == {(NOMINATING, "1")}
    assert report.tables["BM17"][NOMINATING, "1"]["c14"]  # what it did is read above


def test_the_province_reads_the_choice_beside_the_record(upward):
    place, package = upward
    with place.office(KON_TUM) as province:
        recognise_sender(province, package, TU_MO_RONG)
        (receipt,) = receive(province, [package])
        assert receipt.verdict == "taken", receipt
        (one,) = look(province, NOMINEE).candidates
    assert [(said.office, said.reason) for said in one.below] == [(TU_MO_RONG, "Hộ tiêu biểu của huyện")]
    assert not one.held_back
