"""Texts of packs and people are shown as they are: no tag of theirs is ever obeyed."""

from PySide6.QtCore import Qt

from ui.widgets import Elided, label, tip

HOSTILE = "<img src='a'><b>Xã</b> & thôn"


def test_a_tooltip_shows_tags_as_text():
    assert tip(HOSTILE) == "<qt>&lt;img src=&#x27;a&#x27;&gt;&lt;b&gt;Xã&lt;/b&gt; &amp; thôn</qt>"
    assert tip("Xã Ngọc Lây") == "Xã Ngọc Lây"


def test_labels_are_plain(qtbot):
    for made in (label(HOSTILE), Elided(HOSTILE)):
        qtbot.addWidget(made)
        assert made.textFormat() == Qt.TextFormat.PlainText
    assert "<b>" not in Elided(HOSTILE).toolTip()
