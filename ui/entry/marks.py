"""Which findings mark which cell, kept up to date by what came and went: new forms have thousands of them."""

from collections.abc import Collection, Iterable

from forms.answers import Address, Key
from forms.findings import Change, Finding
from forms.pack import Severity

BLANK = "K36"
"""The check that a cell is still to be answered."""
UNEXPLAINED = "K34"
"""The check that a warning has a reason; the warning itself says so already, so it is not told twice."""
_ORDER = {"": 0, "blank": 1, "good": 2, "warning": 3, "error": 4}


class Marks:
    """The findings of every cell involved, and the sign it bears for them."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self._start(findings)

    def _start(self, findings: tuple[Finding, ...]) -> None:
        self._at: dict[Address, list[Finding]] = {}
        self._marks: dict[Address, str] = {}
        self._spoken: dict[str, list[Finding]] = {}  # by table, blanks left out
        self._untold = 0  # findings with the code UNEXPLAINED
        self._count = len(findings)
        for finding in findings:
            self._enter(finding)
        for address, found in self._at.items():
            self._marks[address] = _mark(found)

    def mark(self, address: Address) -> str:
        """The sign of a cell: an error outweighs a warning, an open warning an explained one."""
        return self._marks.get(address, "")

    def findings_at(self, address: Address) -> tuple[Finding, ...]:
        """Every finding that marks a cell, errors first."""
        return tuple(sorted(self._at.get(address, ()), key=lambda one: one.severity is not Severity.ERROR))

    def spoken(self, tables: Iterable[str]) -> list[Finding]:
        """Every finding in some tables but the blanks, in no order."""
        return [finding for table in tables for finding in self._spoken.get(table, ())]

    def rows(self, tables: Collection[str], signs: Collection[str]) -> set[tuple[str, Key]]:
        """The rows of some tables in which a cell bears one of some signs."""
        marked = self._marks.items()
        return {(at.table, at.key) for at, sign in marked if sign in signs and at.table in tables}

    def told(self, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """Leave out what is not told twice."""
        return tuple([f for f in findings if f.code != UNEXPLAINED]) if self._untold else findings

    def move(self, change: Change) -> set[Address]:
        """Take over what an entry changed; give the cells whose sign is another now."""
        touched = {address for finding in (*change.came, *change.gone) for address in _cells(finding)}
        before = {address: self.mark(address) for address in touched}
        for finding in change.came:
            self._enter(finding)
        fits = all(self._leave(finding) for finding in change.gone)
        self._count += len(change.came) - len(change.gone)
        if not fits or self._count != len(change.findings):  # answers were opened anew in between
            old = self._marks
            self._start(change.findings)
            return {place for place in old.keys() | self._marks if old.get(place) != self._marks.get(place)}
        for address in touched:
            found = self._at.get(address)
            if found:
                self._marks[address] = _mark(found)
            else:
                self._at.pop(address, None)
                self._marks.pop(address, None)
        return {address for address in touched if before[address] != self.mark(address)}

    def _enter(self, finding: Finding) -> None:
        if finding.code == UNEXPLAINED:
            self._untold += 1
            return
        if finding.code != BLANK:
            self._spoken.setdefault(finding.place.table, []).append(finding)
        for address in _cells(finding):
            self._at.setdefault(address, []).append(finding)

    def _leave(self, finding: Finding) -> bool:
        """Forget a finding; False where it was not known."""
        if finding.code == UNEXPLAINED:
            self._untold -= 1
            return True
        try:
            if finding.code != BLANK:
                self._spoken[finding.place.table].remove(finding)
            for address in _cells(finding):
                self._at[address].remove(finding)
        except (KeyError, ValueError):
            return False
        return True


def _cells(finding: Finding) -> Iterable[Address]:
    return dict.fromkeys((finding.place, *finding.cells)) if finding.cells else (finding.place,)


def _mark(findings: Iterable[Finding]) -> str:
    return max((_sign(finding) for finding in findings), key=_ORDER.__getitem__)


def _sign(finding: Finding) -> str:
    if finding.code == BLANK:
        return "blank"  # most cells of a new form: a quiet sign, or the whole grid would be red
    if finding.severity is Severity.ERROR:
        return "error"
    return "good" if finding.explained else "warning"
