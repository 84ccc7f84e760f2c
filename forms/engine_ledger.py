"""All findings as they stand, in order: what one entry moves, or what an import moves all at once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import replace

from forms import engine_words as words
from forms.engine_findings import Found, Order
from forms.findings import Finding
from forms.pack import Severity
from forms.xpath.nodes import Row

Source = tuple[int, Row]
"""A rule, by its rank among the steps, and the row it was tried on."""

_FEW = 64  # findings put into their places one by one; more are sorted in all together


class Ledger:
    """All findings, kept up to date rule by rule.

    A warning carries the text that explains it; one without is also K34, an error, where the unit has
    a table for explanations.
    """

    def __init__(self, *, wants_reasons: bool) -> None:
        """Start empty. `wants_reasons`: unexplained warnings are errors."""
        self.wants_reasons = wants_reasons
        self.reasons: Mapping[tuple[str, str], str] = {}
        self._raw: dict[Source, Found] = {}
        self._listed: dict[Source, Found] = {}
        self._warned: set[Source] = set()
        self._orders: list[Order] = []
        self._findings: list[Finding] = []
        self._in: dict[Order, Finding] = {}  # to be put in when findings are next asked for
        self._out: set[Order] = set()  # to be taken out before
        self._shown: tuple[Finding, ...] | None = ()
        self._came: dict[Order, Finding] = {}
        self._gone: dict[Order, Finding] = {}

    def start(self, found: Iterable[tuple[Source, Found]]) -> None:
        """Take all findings at once; none of them counts as new."""
        for source, entries in found:
            self.put(source, entries)
        self.news()

    def put(self, source: Source, entries: Found) -> None:
        """Replace what one rule found for one row."""
        before = self._raw.get(source)
        if before == entries or (before is None and not entries):
            return
        self.take(source)
        if not entries:
            return
        self._raw[source] = entries
        if any(finding.severity is Severity.WARNING for _, finding in entries):
            self._warned.add(source)
            dressed = self._dressed(entries)
        else:
            dressed = entries
        self._listed[source] = dressed
        self._in.update(dressed)
        self._came.update(dressed)
        self._shown = None

    def take(self, source: Source) -> None:
        """Remove what one rule found for one row."""
        if self._raw.pop(source, None) is None:
            return
        self._warned.discard(source)
        for order, finding in self._listed.pop(source):
            if self._in.pop(order, None) is None:
                self._out.add(order)
            if self._came.pop(order, None) is None:
                self._gone[order] = finding
        self._shown = None

    def explain(self, reasons: Mapping[tuple[str, str], str]) -> None:
        """Take the explanations as they now stand."""
        if reasons == self.reasons:
            return
        self.reasons = reasons
        for source in list(self._warned):
            entries = self._raw[source]
            self.take(source)
            self.put(source, entries)

    def news(self) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
        """Give the findings that came and those that went since this was last asked."""
        came, gone = tuple(self._came.values()), tuple(self._gone.values())
        self._came, self._gone = {}, {}
        return came, gone

    def all(self) -> tuple[Finding, ...]:
        """Give the findings, errors first, in form order."""
        if self._shown is None:
            self._sort_in()
            self._shown = tuple(self._findings)
        return self._shown

    def _sort_in(self) -> None:
        new, old, self._in, self._out = self._in, self._out, {}, set()
        if len(new) + len(old) <= _FEW:
            for order in old:
                at = bisect_left(self._orders, order)
                del self._orders[at], self._findings[at]
            for order, finding in new.items():
                at = bisect_left(self._orders, order)
                self._orders.insert(at, order)
                self._findings.insert(at, finding)
            return
        lines = [line for line in zip(self._orders, self._findings, strict=True) if line[0] not in old]
        lines.extend(new.items())
        lines.sort(key=lambda line: line[0])
        self._orders = [order for order, _ in lines]
        self._findings = [finding for _, finding in lines]

    def _dressed(self, entries: Found) -> Found:
        """Add to each warning its explanation, and K34 where there is none."""
        out: Found = []
        for order, finding in entries:
            if finding.severity is not Severity.WARNING:
                out.append((order, finding))
                continue
            reason = self.reasons.get((finding.code, str(finding.place)), "")
            out.append((order, replace(finding, explained=reason) if reason else finding))
            if not reason and self.wants_reasons:
                place = str(finding.place)
                sentence = {
                    language: text.format(code=finding.code, place=place)
                    for language, text in words.UNEXPLAINED.items()
                }
                unexplained = Finding("K34", Severity.ERROR, finding.place, sentence, finding.cells)
                out.append(((0, *order[1:5], order[5] + 1000), unexplained))
        return out
