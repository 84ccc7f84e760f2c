"""Photos drawn for the report: small enough, upright, captioned and put in order with the keyboard."""

import pytest
from PySide6.QtCore import QBuffer, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from exports.photos import read_photo
from forms.answers import Address
from office.attaching import Attaching
from tests.pictures import JPEG, with_exif
from tests.ui.keyboard import press, target
from ui.entry.record_form import RecordsForm
from ui.photos import decoded, redraw

Key = Qt.Key
CAP = 60_000


def picture(width, height, kind="JPEG", *, clear=False):
    """A picture rough enough to be heavy; its left half is see-through where it shall be `clear`."""
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(QColor(0, 0, 0, 0) if clear else QColor("red"))
    for x in range(0 if not clear else width // 2, width):
        for y in range(0, height, 2):
            image.setPixelColor(x, y, QColor.fromHsv((x * 37 + y * 91) % 360, 255, 255))
    return saved(image, kind)


def saved(image, kind) -> bytes:
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, kind, 95)
    return bytes(buffer.data().data())


def drawn(data, pixels, most) -> bytes:
    made = redraw(data, pixels, most)
    assert made is not None
    return made


def seen(data, pixels) -> QImage:
    image = decoded(data, pixels)
    assert image is not None
    return image


@pytest.fixture(scope="module")
def large(qapp):
    return picture(900, 600)


def test_a_large_photo_is_drawn_within_both_caps(large):
    assert len(large) > CAP
    small = drawn(large, 400, CAP)
    photo = read_photo("a.jpg", small)
    assert (photo.ending, photo.width, photo.height) == (".jpg", 400, 266)
    assert len(small) <= CAP
    tiny = drawn(large, 400, 6_000)  # no quality is enough: it becomes smaller
    assert len(tiny) <= 6_000
    assert read_photo("a.jpg", tiny).width < 400


def test_a_turned_photo_stands_upright_afterwards(qapp):
    lying = QImage(40, 20, QImage.Format.Format_RGB32)
    lying.fill(QColor("red"))
    for x in range(20, 40):
        for y in range(20):
            lying.setPixelColor(x, y, QColor("blue"))
    upright_bytes = drawn(with_exif(saved(lying, "JPEG"), 6, b"x"), 1600, CAP)
    photo = read_photo("a.jpg", upright_bytes)
    assert (photo.width, photo.height, photo.turned) == (20, 40, 1)
    upright = seen(upright_bytes, 1600)
    assert upright.pixelColor(10, 5).red() > 200  # left of the lying picture is above now
    assert upright.pixelColor(10, 35).blue() > 200


def test_a_png_stays_one_where_it_fits_and_is_drawn_on_white_where_it_does_not(qapp):
    clear = picture(300, 200, "PNG", clear=True)
    assert drawn(clear, 1600, 10**6).startswith(b"\x89PNG")
    white = drawn(clear, 200, 5_000)
    assert white.startswith(b"\xff\xd8\xff")
    assert seen(white, 200).pixelColor(5, 5).lightness() > 240


@pytest.mark.parametrize("data", [b"", b"no picture", b"\x89PNG\r\n\x1a\n"])
def test_what_cannot_be_decoded_is_none(qapp, data):
    assert redraw(data, 1600, CAP) is None


class TestInTheForm:
    @pytest.fixture
    def models(self, live, qtbot):
        view = RecordsForm(live, "BM16")
        qtbot.addWidget(view)
        view.resize(900, 700)
        with qtbot.waitActive(view):
            view.show()
            view.activateWindow()
        view.add()
        return view

    @pytest.fixture
    def line(self, models, live, ask, tmp_path, large):
        """Two photos, the first of them heavy."""
        paths = []
        for name, data in (("vuon.jpg", large), ("bo.jpg", JPEG)):
            paths.append(tmp_path / name)
            paths[-1].write_bytes(data)
        ask.files, ask.filled = tuple(paths), {"caption": "Ảnh"}
        cell = Address("BM16", live.rows("BM16")[0], "c23")
        models.jump_to(cell)
        press(Key.Key_Return)
        return models.line(cell)

    def test_a_heavy_photo_is_kept_small_with_a_little_picture_beside_it(self, line, live, large):
        assert isinstance(live.entry, Attaching)
        names = live.entry.attached(line.address)
        assert len(names) == 2
        assert len(live.entry.attachment(names[0])) <= 400_000
        icon = line.list.item(0).icon()
        assert icon.availableSizes()[0].width() > 90

    def test_a_caption_is_changed_with_f2_and_taken_back(self, line, live, ask):
        line.list.setCurrentRow(0)
        line.list.setFocus()
        ask.filled = {"caption": "Vườn sâm của thôn"}
        press(Key.Key_F2)
        assert line.list.item(0).text().startswith("Vườn sâm của thôn\n")
        live.undo()
        assert line.list.item(0).text().startswith("Ảnh\n")

    def test_a_photo_is_moved_with_alt_and_arrows(self, line, live):
        first, second = live.entry.attached(line.address)
        line.list.setCurrentRow(0)
        line.list.setFocus()
        QTest.keyClick(line.list, Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        assert live.entry.attached(line.address) == (second, first)
        assert line.list.currentRow() == 1
        QTest.keyClick(line.list, Key.Key_Down, Qt.KeyboardModifier.AltModifier)  # the last one stays
        assert live.entry.attached(line.address) == (second, first)
        QTest.keyClick(line.list, Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        assert live.entry.attached(line.address) == (first, second)
        assert target() == line.list

    def test_every_button_has_a_name(self, line):
        buttons = (line.up_button, line.down_button, line.caption_button)
        assert all(made.accessibleName() or made.text() for made in buttons)
        assert [made.isEnabled() for made in (line.up_button, line.down_button)] == [True, False]
