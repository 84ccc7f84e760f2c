"""The program's own version at a start: data brought back, the window reached, updates on sticks found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from desktop_app import log
from office.clock import Clock
from office.installed import Installed
from office.update_data import bring_back
from office.updating import FoundUpdate, Settled, can_update, find_updates, settle, sweep
from ui.background import Runner
from ui.updates.news import UpdateNews
from ui.window import Window


class Updates:
    """What one start has to do with versions; nothing where the program is not an installed one."""

    def __init__(self, runner: Runner, clock: Clock, shown: Callable[[], object]) -> None:
        """`shown` gives what stands on the screen."""
        self.installed: Installed | None = None
        self._runner = runner
        self._clock = clock
        self._shown = shown
        self._settled = Settled()

    def before_opening(self, home: Path) -> None:
        """Bring the data back where the launcher went back to this version; raises what `bring_back` does."""
        if self.installed is not None:
            bring_back(self.installed, home, self._clock.now())

    def window_reached(self) -> None:
        """Let this version stay: its window is there. Tell what happened to the versions."""
        if self.installed is not None:
            self._settled = settle(self.installed)
            self._tell()
            here = self.installed
            self._runner.run(lambda _: sweep(here), done=lambda _: None, failed=log.write)

    def seek(self, folders: Callable[[], tuple[Path, ...]]) -> None:
        """Look for a newer version in some folders while the person works."""
        here, now = self.installed, self._clock.now()
        if here is not None and can_update(here):
            self._runner.run(lambda _: find_updates(folders(), here, now), done=self._tell, failed=log.write)

    def _tell(self, found: FoundUpdate | None = None) -> None:
        """Tell the home page of a version that came or failed, or of one that lies on a stick."""
        settled, shown = self._settled, self._shown()
        if isinstance(shown, Window) and (found or settled.came or settled.failed):
            shown.home.tell_update(UpdateNews(settled, found))
