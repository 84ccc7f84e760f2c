"""Charts drawn for papers."""

from PySide6.QtGui import QImage

from office.chart import Chart
from ui.charts import png


def drawn(chart: Chart, width: float, height: float) -> tuple[bytes, float]:
    """Give a chart as a PNG as wide as asked for, and how high it became, in points."""
    data = png(chart, width, height)
    image = QImage.fromData(data)
    return data, width * image.height() / max(image.width(), 1)
