"""How wide the columns of a grid are and how high its lines: by their words and by what they hold."""

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QTableView

from forms.pack import Field, Kind, TableKind
from ui.entry.before import HEIGHT, width_of
from ui.entry.grid_model import GridModel
from ui.entry.live import NUMBERS
from ui.grid.frozen import Frozen
from ui.grid.heads import LINE_HEIGHT, ColumnHead, LineHead
from ui.grid.strips import Strip

_LINES = 6  # of a label above a column
_MANY, _FIRST = 8, 3  # more columns than that have the name kept in sight, which is one of the first
_WIDEST = 190  # of a column for the sake of the period before
_NUMBER, _MEASURED = 68, 300  # the least width of a figure; lines that are looked at for a width
_NARROWEST = {Kind.TEXT: 180, Kind.MEMO: 220, Kind.CHOICE: 130, Kind.CHOICES: 150, Kind.FILES: 160}


class LaidGrid(QTableView):
    """A table view over one `GridModel` that lays itself out; `GridView` adds the keyboard."""

    grid: GridModel
    lines: LineHead
    heads: ColumnHead
    frozen: Frozen
    _many = False  # whether there were very many lines when columns were last measured

    def _head_of_rows(self) -> str:
        """What the rows of a list are, where the table says it of its key."""
        table = self.grid.table
        keys = [field for field in table.fields if field.id in table.axes and field.label]
        shown = table.appearance and len(table.axes) == 1 and keys
        return self.grid.live.place.words(keys[0].label) if shown else ""

    def _lay_out(self) -> None:
        """Share the width between labels and cells, then give every line the height its label needs."""
        model = self.grid
        if not model.columns:
            return
        room = max(self.width() - 16, 500)
        wanted = [self._column_width(strip.field) for strip in model.columns]
        if model.years_across:
            room_each = max(96, min(128, max(self._beside(number) for number in range(len(wanted)))))
            least = max(220, min(280, room - room_each * len(wanted)))  # less than 280 only on a small screen
            label = max(least, min(560, room - max(116, room_each) * len(wanted)))
        else:
            longest = max((self.lines.wish(strip) for strip in model.lines), default=60)
            label = max(44, min(longest + 30, int(room * 0.36), 360))
            wanted = self._widths()
            tight = self._widths(narrow=True)
            if label + sum(wanted) > room:  # a narrow screen: give up comfort before going out of sight
                label = min(label, max(190, int(room * 0.3)))
                wanted = _between(tight, wanted, max(room - label, sum(tight)))
        spare = max(0, room - label - sum(wanted))
        if model.years_across:
            each = min(150, max(room_each, (room - label) // len(wanted)))
            wanted = [each] * len(wanted)
        else:
            texts = [n for n, strip in enumerate(model.columns) if _grows(strip.field)]
            for number in texts or range(len(wanted)):
                wanted[number] += min(spare // len(texts or wanted), 400 if texts else 60)
        self.lines.measure(model.lines)
        self.lines.set_width(label)
        if not model.years_across:
            wanted = self.heads.room_for(wanted)
        self.heads.measure(wanted)
        for number, width in enumerate(wanted):
            self.setColumnWidth(number, width)
        self._lay_lines()
        self.horizontalHeader().updateGeometry()
        self.updateGeometries()
        self.frozen.measure(wanted)

    def _on_reset(self) -> None:
        """Columns keep their widths while rows are filtered and sorted, and where there are very many."""
        many = self.grid.table.kind is TableKind.RECORDS and len(self.grid.lines) > _MEASURED
        if self.grid.rearranged or (many and self._many):
            self._lay_lines()
        else:
            self._lay_out()
        self._many = many

    def _lay_lines(self) -> None:
        """Give every line the height its label needs; rows that people add have numbers alone."""
        model = self.grid
        numbered = model.table.kind is TableKind.RECORDS and not model.shows_before
        usual = self.lines.height_for(Strip("cells", "1"))
        if numbered and self.lines.defaultSectionSize() != usual:
            self.lines.setDefaultSectionSize(usual)
        for number, strip in enumerate(model.lines):
            if numbered and not strip.noted:
                height = usual
            else:
                least = LINE_HEIGHT - 4 + HEIGHT if model.stretched(number) else 0
                height = max(self.lines.height_for(strip), least)
            if self.rowHeight(number) != height:
                self.setRowHeight(number, height)
        self.clearSpans()
        for number, strip in enumerate(model.lines):
            if strip.kind == "heading" and len(model.columns) > 1:
                self.setSpan(number, 0, 1, len(model.columns))

    @property
    def narrowest(self) -> int:
        """The least width in which the table can be read without moving it sideways."""
        return self.lines.width() + sum(self.heads.room_for(self._widths(narrow=True)))

    def _widths(self, *, narrow: bool = False) -> list[int]:
        """The widths that the columns of a table of rows would like: for their words and what they hold."""
        words, text = QFontMetrics(self.heads.bold), self.fontMetrics()
        found = []
        for number, strip in enumerate(self.grid.columns):
            word = max((words.horizontalAdvance(one) for one in strip.text.split()), default=0) + 14
            word = max(word, words.horizontalAdvance(strip.text) // _LINES + 24)
            holds = max(map(text.horizontalAdvance, self.grid.texts_of(number, _MEASURED)), default=0)
            holds = max(holds, self._beside(number) - 12)
            if _grows(strip.field):
                usual = self._column_width(strip.field)
                likes = min(holds + 34, usual if narrow else 260) if holds else usual
                found.append(max(word, 96, likes))
            else:
                found.append(max(word, holds + 30, _NUMBER if narrow else 96))
        return found

    def _beside(self, column: int) -> int:
        """The width that the figures of the period before take in a column, 0 where they are not shown."""
        if not self.grid.shows_before:
            return 0
        lines = range(min(len(self.grid.lines), _MEASURED))
        found = [one for line in lines if (one := self.grid.before_at(line, column)) is not None]
        widest = max((width_of(self.font(), one) for one in found), default=0)
        return min(widest + 22, _WIDEST) if widest else 0

    @staticmethod
    def _column_width(field: Field | None) -> int:
        return _NARROWEST.get(field.kind, 108) if field is not None else 108

    def content_height(self) -> int:
        """How high the grid is with all its lines: for grids that stand inside a form."""
        lines = sum(self.rowHeight(number) for number in range(len(self.grid.lines)))
        return self.horizontalHeader().sizeHint().height() + lines + 4


def names_in_sight(model: GridModel) -> int:
    """How many columns of a wide table of records stay in sight: those up to the one that names a record."""
    if model.table.kind is not TableKind.RECORDS or len(model.columns) <= _MANY:
        return 0
    kinds = [strip.field.kind for strip in model.columns[:_FIRST] if strip.field is not None]
    return kinds.index(Kind.TEXT) + 1 if Kind.TEXT in kinds else 0


def _between(least: list[int], wanted: list[int], room: int) -> list[int]:
    """Widths from `least` on towards `wanted`, as far as there is room."""
    lacks = [max(wish - floor, 0) for floor, wish in zip(least, wanted, strict=True)]
    spare, total = room - sum(least), max(sum(lacks), 1)
    return [floor + min(lack, lack * spare // total) for floor, lack in zip(least, lacks, strict=True)]


def _grows(field: Field | None) -> bool:
    return field is not None and field.kind not in NUMBERS and field.kind in _NARROWEST
