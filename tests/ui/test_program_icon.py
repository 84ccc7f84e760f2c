"""The program's sign as Windows and Linux want it."""

import struct

import pytest
from PySide6.QtGui import QImage

from desktop_app.draw_icon import draw
from ui.program_icon import SIZES, image, program_icon
from ui.theme import USUAL

pytestmark = pytest.mark.usefixtures("qapp")


def test_the_file_for_windows_holds_a_picture_of_each_size_where_it_says(tmp_path):
    draw(tmp_path)
    data = (tmp_path / "phieuxa.ico").read_bytes()
    kind, count = struct.unpack_from("<HH", data, 2)
    assert (kind, count) == (1, len(SIZES))
    ends = []
    for number, side in enumerate(SIZES):
        width, *_, size, at = struct.unpack_from("<BBBBHHII", data, 6 + 16 * number)
        assert width == side % 256
        picture = QImage.fromData(data[at : at + size])
        assert (picture.width(), picture.height()) == (side, side)
        ends.append(at + size)
    assert ends[-1] == len(data)


def test_the_picture_for_linux_is_the_sign(tmp_path):
    draw(tmp_path)
    picture = QImage(str(tmp_path / "phieuxa.png"))
    assert picture.size() == image(256).size()
    assert picture.pixelColor(0, 0).alpha() == 0
    assert picture.pixelColor(12, 128).name().upper() == USUAL.ACCENT.upper()


@pytest.mark.parametrize("side", SIZES)
def test_ground_sheet_and_tick_are_told_apart_at_every_size(side):
    seen = image(side)
    colours = [seen.pixelColor(x, y) for x in range(side) for y in range(side)]
    tick = sum(one.green() > one.red() + 60 and one.green() > one.blue() + 20 for one in colours)
    sheet = sum(min(one.red(), one.green(), one.blue()) > 240 for one in colours)
    assert tick > side * side * 0.02
    assert sheet > side * side * 0.1


def test_windows_of_the_program_carry_the_sign_in_every_size():
    assert sorted(size.width() for size in program_icon().availableSizes()) == list(SIZES)
