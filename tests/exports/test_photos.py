"""Photos are measured without decoding and lose what tells of people and places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.photos import MOST_DOTS, is_photo, read_photo
from forms.problems import Problem
from tests.pictures import JPEG, chunk, png, with_exif

SECRET = b"14.58 N 107.93 E, may cua A Dang"


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_photo_of_a_phone_keeps_its_picture_and_its_orientation_alone(orientation):
    photo = read_photo("vuon.jpg", with_exif(JPEG, orientation, SECRET))
    assert (photo.ending, photo.width, photo.height, photo.turned) == (".jpg", 16, 16, orientation)
    assert SECRET not in photo.data
    assert photo.data[-2:] == b"\xff\xd9"
    again = read_photo("vuon.jpg", photo.data)
    assert again == photo
    if orientation == 1:
        assert photo.data == JPEG
        assert b"Exif" not in photo.data


def test_a_png_loses_its_texts_and_what_lies_behind_its_end():
    plain = png(30, 20)
    told = plain[:33] + chunk(b"tEXt", b"Author\0" + SECRET) + chunk(b"eXIf", SECRET) + plain[33:] + SECRET
    photo = read_photo("anh.png", told)
    assert (photo.ending, photo.width, photo.height) == (".png", 30, 20)
    assert photo.data == plain


@pytest.mark.parametrize(
    "data",
    [
        JPEG[:100],
        JPEG[:-2],
        b"\xff\xd8\xff\xe0 no photo",
        png(8, 8)[:-12],
        png(8, 8).replace(b"IDAT", b"IDAX"),
        b"\x89PNG\r\n\x1a\n",
        png(0, 8),
    ],
    ids=["cut", "no end", "text", "png cut", "png damaged", "png empty", "no width"],
)
def test_a_photo_that_is_broken_is_refused_by_name(data):
    with pytest.raises(Problem) as refused:
        read_photo("bo.jpg", data)
    assert refused.value.code == "PHOTO_BROKEN"
    assert refused.value.details["file"] == "bo.jpg"


def test_a_small_file_that_would_unpack_to_gigabytes_is_refused_by_its_stated_size():
    bomb = png(50_000, 50_000)
    assert len(bomb) < 1_000_000
    with pytest.raises(Problem) as refused:
        read_photo("bom.png", bomb)
    assert refused.value.code == "PHOTO_HUGE"
    assert (refused.value.details["width"], refused.value.details["limit"]) == (
        "50000",
        str(MOST_DOTS // 10**6),
    )


@given(
    st.binary(max_size=300),
    st.integers(0, 400),
    st.sampled_from([JPEG, png(9, 9), with_exif(JPEG, 6, SECRET)]),
)
def test_whatever_the_bytes_it_is_a_photo_or_a_problem(noise, place, start):
    data = start[:place] + noise
    try:
        photo = read_photo("x", data)
    except Problem as problem:
        assert problem.code in {"PHOTO_BROKEN", "PHOTO_HUGE"}  # noqa: PT017 - either way is right
    else:
        assert is_photo(photo.data)
        assert read_photo("x", photo.data).data == photo.data
