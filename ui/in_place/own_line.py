"""The line above the forms of an office with units below: what it types there are its own rows."""

from PySide6.QtWidgets import QLabel

from ui.widgets import label
from ui.words import tr


def own_line() -> QLabel:
    """Say what these forms are for here."""
    made = label(
        tr(
            "InPlace",
            "Only what this office manages itself: no form is required, and a row nobody began asks nothing.",
        ),
        role="small",
        wrap=True,
    )
    made.setContentsMargins(16, 0, 16, 0)
    return made
