"""The time an office works at: built in `desktop_app`, handed down, never read from anywhere else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Protocol

VIET_NAM = timezone(timedelta(hours=7), "UTC+7")


class Clock(Protocol):
    """Where `now` comes from; `fixed` says that it stands still, as only demo offices' clocks do."""

    @property
    def fixed(self) -> bool:
        """Whether this clock is a demonstration's."""
        ...

    def now(self) -> datetime:
        """Return the moment as aware UTC, whole seconds."""
        ...

    def today(self) -> date:
        """Return the day in Viet Nam."""
        ...


class SystemClock:
    """The PC's own clock."""

    fixed = False

    def now(self) -> datetime:
        """Return the moment as aware UTC, whole seconds."""
        return datetime.now(UTC).replace(microsecond=0)

    def today(self) -> date:
        """Return the day in Viet Nam."""
        return self.now().astimezone(VIET_NAM).date()


@dataclass(frozen=True, slots=True)
class FixedClock:
    """A clock that stands at one moment: the demonstration's, shown in the title bar."""

    moment: datetime
    fixed: bool = True

    def now(self) -> datetime:
        """Return the moment as aware UTC, whole seconds."""
        return self.moment.astimezone(UTC).replace(microsecond=0)

    def today(self) -> date:
        """Return the day in Viet Nam."""
        return self.moment.astimezone(VIET_NAM).date()
