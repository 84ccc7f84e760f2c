"""The outline of a conference: Vietnamese words, one chart a slide, figures at hand for whoever talks."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from PIL import Image
from pptx import Presentation

from exports.slides import Cover, Deck, Drawn, Figures, Listed, write_slides

MADE = datetime(2018, 9, 20, 2, 30, tzinfo=UTC)
MODELS = tuple(f"Mô hình {number} – Xã Đắk Hà" for number in range(10))


@pytest.fixture(scope="module")
def show():
    picture = BytesIO()
    Image.new("RGB", (400, 200), "teal").save(picture, "PNG")
    deck = Deck(
        Cover("Báo cáo giữa kỳ giảm nghèo", ("Huyện Tu Mơ Rông", "Hội nghị ngày 20/09/2018")),
        (
            Figures("Số liệu chính", (("Tỷ lệ hộ nghèo cuối 2018", "52,41 %"),), "11/11 đơn vị"),
            Drawn("Tỷ lệ hộ nghèo", picture.getvalue(), 400, 200, "cuối 2018: 52,41 %"),
            Listed("Mô hình tiêu biểu", MODELS),
        ),
        "Huyện Tu Mơ Rông",
        MADE,
        "Huyện Tu Mơ Rông",
    )
    return Presentation(BytesIO(write_slides(deck)))


def texts(slide):
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def test_every_slide_has_a_title_that_the_outline_shows(show):
    assert [slide.shapes.title.text_frame.text for slide in show.slides] == [
        "Báo cáo giữa kỳ giảm nghèo",
        "Số liệu chính",
        "Tỷ lệ hộ nghèo",
        "Mô hình tiêu biểu (1/2)",
        "Mô hình tiêu biểu (2/2)",
    ]


def test_a_chart_stands_alone_on_its_slide_with_its_figures_in_words(show):
    slide = show.slides[2]
    (picture,) = [shape for shape in slide.shapes if shape.shape_type == 13]
    assert picture._element.nvPicPr.cNvPr.get("descr") == "cuối 2018: 52,41 %"
    assert slide.notes_slide.notes_text_frame.text == "cuối 2018: 52,41 %"
    assert picture.width / picture.height == pytest.approx(2.0, rel=0.01)
    assert picture.left >= 0
    assert picture.top + picture.height <= show.slide_height


def test_a_long_list_goes_on_and_loses_nothing(show):
    found = [line for slide in list(show.slides)[3:] for line in texts(slide)[1].split("\n")]
    assert tuple(found) == MODELS


def test_every_word_is_in_a_font_that_has_vietnamese_letters(show):
    runs = [
        run
        for slide in show.slides
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
    ]
    assert {run.font.name for run in runs} == {"Arial"}
    assert show.core_properties.title == "Báo cáo giữa kỳ giảm nghèo"


def test_nothing_in_the_file_points_outside(show):
    for slide in show.slides:
        assert not [rel for rel in slide.part.rels.values() if rel.is_external]
