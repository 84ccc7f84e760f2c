"""The totals of a grid follow the cells that moved, and are those of all cells at any time."""

import random

import pytest
from PySide6.QtCore import Qt

from forms.answers import Address, State
from ui.entry.grid_form import sections
from ui.entry.grid_model import GridModel


@pytest.fixture
def section(live):
    """The first section of a long table: a grid with a line of totals."""
    keys = next(iter(sections(live, live.table("BM05")).values()))
    return GridModel(live, "BM05", keys=keys), keys


def totals(model):
    last = model.rowCount() - 1
    assert model.lines[last].kind == "total"
    return [model.total_at(last, column) for column in range(model.columnCount())]


def test_after_every_entry_the_totals_are_those_of_all_cells(section, live):
    model, keys = section
    chance = random.Random(7)
    typed = [address for key in keys for address in model.same_strip(Address("BM05", key, "c01"))]
    typed = [address for address in typed if not live.cell(address).locked]
    for turn in range(60):
        address = chance.choice(typed)
        kind = chance.randrange(5)
        if kind == 0:
            live.set_state(address, chance.choice([State.NONE, State.UNKNOWN, None]))
        elif kind == 1 and turn:
            live.undo()
        else:
            live.put(address, str(chance.randrange(10_000)))
        assert totals(model) == totals(GridModel(live, "BM05", keys=keys))
    assert any(text and text != "0" for text in totals(model))


def test_an_entry_repaints_the_total_of_its_column_and_no_other(section, live):
    model, keys = section
    painted = []
    model.dataChanged.connect(
        lambda first, last: painted.append((first.row(), first.column(), last.column()))
    )
    address = next(a for a in model.same_strip(Address("BM05", keys[0], "c01")) if not live.cell(a).locked)
    live.put(address, "12")
    last, column = model.rowCount() - 1, model.index_of(address).column()
    assert (last, column, column) in painted
    assert all(first == end for _, first, end in painted)


def test_the_tooltip_of_a_total_tells_how_many_cells_are_known(section, live):
    model, keys = section
    address = next(a for a in model.same_strip(Address("BM05", keys[0], "c01")) if not live.cell(a).locked)
    live.put(address, "1234")
    index = model.index(model.rowCount() - 1, model.index_of(address).column())
    assert model.data(index, Qt.ItemDataRole.ToolTipRole).startswith("1.234  1/")
