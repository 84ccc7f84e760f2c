"""That this program alone writes the data: taken before they are opened, kept while no desk is open."""

from collections.abc import Callable
from pathlib import Path

from desktop_app.clocks import settle
from forms.problems import Problem
from office.clock import Clock
from office.desk import Desk
from office.one_writer import Hold, Writer, take
from office.opening import open_alone
from office.packs import Shelf


class Sitting:
    """The hold on the data of an office, while it is not a desk's."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._held: Hold | None = None

    def open(self, home: Path, shelf: Shelf, before: Callable[[], object]) -> Desk:
        """Open the office as its one writer; where another program is that, only to be looked at.

        Raises what `open_alone` raises. `before`: done once nobody else writes.
        """
        held, self._held = self._held, None
        return settle(open_alone(home, clock=self._clock, shelf=shelf, held=held, before=before))

    def demand(self, home: Path) -> None:
        """Take the data, whose file does not open; raise OFFICE_IN_USE where another program has them."""
        problem = self.refused(home)
        if problem is not None:
            raise problem

    def refused(self, home: Path) -> Problem | None:
        """Try to take the data; say who has them."""
        taken = take(home, self._clock)
        if isinstance(taken, Writer):
            return taken.problem()
        self._held = taken
        return None

    def begin(self, home: Path, desk: Desk) -> None:
        """Let a desk that was just set up write alone."""
        taken = take(home, self._clock)
        if isinstance(taken, Hold):
            desk.hold = taken
            taken.tell(desk.person.name)

    def keep(self, desk: Desk) -> None:
        """Keep the hold of a desk that is about to be closed, because its file is being replaced."""
        self._held, desk.hold = desk.hold, None

    def end(self) -> None:
        """Let others write."""
        if self._held is not None:
            self._held.release()
