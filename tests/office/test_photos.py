"""Photos of the report: within the campaign's caps, without EXIF, captioned, ordered, each a step of undo."""

from dataclasses import replace

import pytest

from forms.answers import Address
from forms.problems import Problem
from office.entry import Entry
from office.messages import sentence
from office.photos import LARGEST_PHOTO, PhotoCaps, caps, made_ready
from tests.offices import NGOC_LAY
from tests.pictures import JPEG, png, with_exif
from tests.versions import kontum

PLACE = Address("BM16", ("1",), "c23")


@pytest.fixture
def entry(place):
    with place.office(NGOC_LAY) as desk:
        made = Entry(desk)
        made.add_record("BM16")
        yield made


def attached(entry, *captions):
    for number, caption in enumerate(captions):
        entry.attach_data(PLACE, f"anh{number}.png", png(8, 8, grey=number), caption)
    return entry.attached(PLACE)


def test_the_caps_are_parameters_of_the_campaign():
    pack = kontum()
    assert pack.campaign is not None
    assert caps(pack) == PhotoCaps(1600, 400, 5)
    said = {"photo_pixels": "800", "photo_kilobytes": "150", "photo_count": "3"}
    other = replace(pack, campaign=replace(pack.campaign, parameters=said))
    assert caps(other) == PhotoCaps(800, 150, 3)
    odd = replace(pack, campaign=replace(pack.campaign, parameters={"photo_pixels": "to"}))
    assert caps(odd) == PhotoCaps()
    assert caps(replace(pack, campaign=None)) == PhotoCaps()


def test_a_photo_is_kept_without_place_and_owner(entry):
    entry.attach_data(PLACE, "vuon.jpg", with_exif(JPEG, 1, b"14.58 N"), "Vườn")
    (name,) = entry.attached(PLACE)
    assert entry.attachment(name) == JPEG


def test_a_photo_is_drawn_only_where_it_does_not_fit(entry):
    asked = []

    def draw(data, pixels, most):
        asked.append((pixels, most))
        return JPEG

    small = made_ready("a.png", png(8, 8), PhotoCaps(), draw)
    wide = made_ready("b.png", png(2000, 8), PhotoCaps(), draw)
    turned = made_ready("c.jpg", with_exif(JPEG, 6, b"x"), PhotoCaps(), draw)
    assert (small, wide, turned) == (png(8, 8), JPEG, JPEG)
    assert asked == [(1600, 400_000)] * 3  # each was decoded once, to see that it can be
    with pytest.raises(Problem, match="PHOTO_BROKEN"):
        made_ready("d.png", png(8, 8), PhotoCaps(), lambda *_: None)


def test_what_is_refused_is_named_and_loses_nothing(entry, tmp_path):
    before = attached(entry, "một")
    for name, data, code in (
        ("hong.jpg", JPEG[:50], "PHOTO_BROKEN"),
        ("bom.png", png(60_000, 60_000), "PHOTO_HUGE"),
        ("van-ban.docx", b"PK\x03\x04", "ATTACHMENT_KIND"),
        ("nang.jpg", JPEG + bytes(LARGEST_PHOTO), "PHOTO_LARGE"),
    ):
        file = tmp_path / name
        file.write_bytes(data)
        with pytest.raises(Problem, match=code) as refused:
            entry.attach(PLACE, file)
        for language in ("vi", "en"):
            told = sentence(refused.value, language)
            assert name in told
            assert len(told) <= 120
    assert entry.attached(PLACE) == before


def test_a_caption_is_changed_taken_back_and_done_again(entry):
    (name,) = attached(entry, "Vườn sâm")
    entry.recaption(PLACE, name, "  Vườn sâm   của thôn ")
    assert entry.captions(PLACE) == ((name, "Vườn sâm   của thôn"),)
    change = entry.undo()
    assert entry.captions(PLACE) == ((name, "Vườn sâm"),)
    assert PLACE in change.cells  # so that the question is painted anew
    entry.redo()
    assert entry.captions(PLACE) == ((name, "Vườn sâm   của thôn"),)
    entry.recaption(PLACE, name, "Vườn sâm   của thôn")  # nothing changed: no step
    entry.undo()
    assert entry.captions(PLACE) == ((name, "Vườn sâm"),)
    with pytest.raises(Problem, match="CAPTION_LONG"):
        entry.recaption(PLACE, name, "x" * 201)
    with pytest.raises(Problem, match="FILE_MISSING"):
        entry.recaption(PLACE, "khac.png", "x")


def test_the_order_is_that_of_the_person_and_can_be_taken_back(entry):
    one, two, three = attached(entry, "một", "hai", "ba")
    entry.arrange(PLACE, (three, one, two))
    assert [file.caption for file in entry.attachments(PLACE)] == ["ba", "một", "hai"]
    entry.undo()
    assert entry.attached(PLACE) == (one, two, three)
    with pytest.raises(Problem, match="FILE_MISSING"):
        entry.arrange(PLACE, (one, two))
    with pytest.raises(Problem, match="FILE_MISSING"):
        entry.arrange(PLACE, (one, two, two))


def test_captions_and_order_survive_the_end_of_the_program(place):
    with place.office(NGOC_LAY) as desk:
        entry = Entry(desk)
        entry.add_record("BM16")
        one, two = attached(entry, "một", "hai")
        entry.arrange(PLACE, (two, one))
        entry.recaption(PLACE, one, "cuối")
        later = Entry(desk)
        assert later.captions(PLACE) == ((two, "hai"), (one, "cuối"))
        later.undo()
        later.undo()
        assert later.captions(PLACE) == ((one, "một"), (two, "hai"))
