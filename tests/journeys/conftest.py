"""The fixtures of the window's tests: journeys walk through the same windows."""

from tests.ui.conftest import ask, at, language, open_window, place, quiet, runner

__all__ = ["ask", "at", "language", "open_window", "place", "quiet", "runner"]
