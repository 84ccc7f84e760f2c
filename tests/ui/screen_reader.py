"""The tree that Qt gives to screen readers, walked: what has no name in it."""

from collections.abc import Iterator

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget

Role = QAccessible.Role
NAMED = (
    Role.EditableText,
    Role.ComboBox,
    Role.CheckBox,
    Role.RadioButton,
    Role.Button,
    Role.PushButton,
    Role.SpinBox,
    Role.List,
    Role.Table,
    Role.Tree,
    Role.ProgressBar,
)
_INSIDE = (Role.List, Role.Table, Role.Tree, Role.ComboBox)  # their cells are asked for in the models


def interfaces(root: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """The tree below an interface, what is shown of it; tables and lists without their cells."""
    yield root
    if root.role() in _INSIDE:
        return
    for number in range(root.childCount()):
        child = root.child(number)
        hidden = getattr(child.state(), "invisible", False)  # a bit of a C++ structure the stubs do not know
        if child.isValid() and not hidden:
            yield from interfaces(child)


def unnamed(widget: QWidget) -> list[str]:
    """What a screen reader could not name: kinds and places of everything without a word."""
    found = []
    root = QAccessible.queryAccessibleInterface(widget)
    assert root is not None
    for one in interfaces(root):
        thing = one.object()
        named = one.text(QAccessible.Text.Name).strip()
        if one.role() in NAMED and not named and not thing.objectName().startswith("qt_"):
            found.append(f"{one.role()} {type(thing).__name__} {thing.objectName()}")
    return found
