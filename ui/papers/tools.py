"""What draws charts and sets pages, for work of the office that writes whole folders."""

from exports.paper_setting import set_pages
from office.conference import Tools
from ui.papers import draw
from ui.papers.charts import drawn
from ui.papers.letters import width_of


def tools() -> Tools:
    """Give the tools; they need a QApplication."""
    return Tools(
        draw=drawn,
        width_of=width_of,
        paper_pdf=lambda paper: draw.pdf(set_pages(paper, width_of), paper.title),
        sheets_pdf=lambda sheets, title: draw.pdf(draw.pages(sheets), title),
    )
