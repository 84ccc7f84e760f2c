"""Charts: drawn with the letters and colours of the program, on the screen, on paper and as pictures."""

from ui.charts.draw import png

__all__ = ["png"]
