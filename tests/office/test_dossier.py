"""One record read as a page: facts with units, texts, small tables, photos with captions, what is missing."""

import pytest

from forms.answers import Address, State
from office.dossier import Line, dossier
from office.entry import Entry
from tests.offices import NGOC_LAY
from tests.pictures import JPEG


@pytest.fixture
def entry(place):
    with place.office(NGOC_LAY) as desk:
        yield Entry(desk)


@pytest.fixture
def model(entry):
    """A model with three questions still to be answered."""
    key, _ = entry.add_record("BM16")
    texts = {"c01": "Nuôi bò", "c02": "production", "c03": "Mô Za", "c04": "UBND xã"}
    texts |= {"c18": "Làm chung. " * 20, "c19": "Tốt.", "c21": "low", "c24": "district"}
    figures = {"c08": "10", "c09": "8", "c10": "8", "c12": "1.250", "c13": "0", "c14": "0", "c15": "10"}
    for name, text in (texts | figures | {"c16": "12"}).items():
        entry.put_text(Address("BM16", key, name), text)
    entry.set_state(Address("BM16", key, "c17"), State.NONE)
    return key


def lines(shown):
    return {line.label: line for group in shown.facts for line in group.lines}


def test_a_model_shows_its_facts_under_their_headings_with_units(entry, model):
    shown = dossier(entry, "BM16", model)
    assert shown.form.startswith("BM-16 · Phiếu mô hình")
    assert (shown.title, shown.unit) == ("Nuôi bò", "Xã Ngọc Lây")
    headings = [group.title for group in shown.facts]
    assert headings[:3] == ["Thông tin chung", "Hộ tham gia", "Kinh phí, thu nhập"]
    facts = lines(shown)
    assert facts["Số hộ tham gia"] == Line("Số hộ tham gia", "10 hộ")
    assert facts["NSNN hỗ trợ"].text == "1.250,000 triệu đồng"
    assert facts["Lĩnh vực"].text == "Sản xuất"
    assert facts["Số hộ thoát nghèo"].text.startswith("–")
    assert "Đã nhân rộng tới" not in facts  # nothing to say and nothing asked
    assert [line.label for line in shown.texts] == [
        "Cách làm", "Kết quả, hiệu quả kinh tế – xã hội", "Bài học, điều kiện nhân rộng"
    ]  # fmt: skip
    assert shown.texts[2] == Line("Bài học, điều kiện nhân rộng", "", missing=True)


def test_what_is_missing_is_named_as_in_the_problem_list_and_only_of_this_record(entry, model):
    other, _ = entry.add_record("BM16")
    shown = dossier(entry, "BM16", model)
    assert shown.missing == ("K36 · Ghi bài học, điều kiện nhân rộng.",)
    assert len(dossier(entry, "BM16", other).missing) > 5
    entry.put_text(Address("BM16", model, "c20"), "Có cán bộ theo dõi.")
    assert dossier(entry, "BM16", model).missing == ()


def test_photos_come_in_their_order_with_captions_and_papers_by_name(entry, model):
    cell = Address("BM16", model, "c23")
    entry.attach_data(cell, "a.jpg", JPEG, "Đàn bò")
    entry.attach_data(cell, "b.pdf", b"%PDF-1.4", "Biên bản")
    first, second = entry.attached(cell)
    entry.arrange(cell, (second, first))
    shown = dossier(entry, "BM16", model)
    assert [(file.caption, file.data) for file in shown.files] == [("Biên bản", b""), ("Đàn bò", JPEG)]


def test_a_nominee_shows_votes_and_the_tables_below_it(entry):
    key, _ = entry.add_record("BM17")
    for name, text in {"c01": "individual", "c03": "A Đăng", "c20": "8", "c20b": "9", "x06": "11"}.items():
        entry.put_text(Address("BM17", key, name), text)
    award, _ = entry.add_record("BM17.c16", key)
    entry.put_text(Address("BM17.c16", award, "c02"), "Giấy khen")
    shown = dossier(entry, "BM17", key)
    facts = lines(shown)
    votes = [facts[label].text for label in facts if label.startswith("Kết quả họp xét")]
    assert votes == ["8 phiếu", "9 người", "11 người"]
    assert "Số nhân khẩu của hộ (bổ sung)" not in facts  # of households alone
    (table,) = shown.tables
    assert (table.title, table.heads[1], table.rows[0][1]) == ("Khen thưởng đã có", "Hình thức", "Giấy khen")


def test_a_report_of_texts_is_a_page_too(entry):
    entry.put_text(Address("BM18", (), "c01"), "Xã có 8 thôn.")
    shown = dossier(entry, "BM18", ())
    assert shown.title == ""
    assert shown.texts[0] == Line("1. Đặc điểm tình hình", "Xã có 8 thôn.")
    assert len(shown.texts) == 9
    assert shown.tables == ()  # explanations of warnings are printed elsewhere
