"""Reasons of warnings: rows of the table of explanations, each with the warning it is about."""

from __future__ import annotations

from abc import abstractmethod

from forms.answers import Address, Key
from forms.findings import Change, Finding
from forms.pack import Choice, Field, Kind, Table
from forms.problems import Problem
from office.attaching import Attaching
from office.undo import joined


class Explaining(Attaching):
    """What `office.entry.Entry` does with the reasons of warnings."""

    @abstractmethod
    def add_record(self, table: str, parent: Key = (), how: str = "typed") -> tuple[Key, Change]:
        """Add a row to a table of records as one step of undo; give its key."""

    @property
    def warning_reasons(self) -> tuple[Choice, ...]:
        """Return the short list of reasons for warnings; () where the pack has none."""
        field = self._reason_field()
        return self.desk.pack.lists.get(field.list or "", ()) if field else ()

    def reason_of(self, finding: Finding) -> str:
        """Return the code of the reason given for a warning, "" where there is none."""
        field = self._reason_field()
        key = self._explained_at(finding) if field is not None else None
        if field is None or key is None:
            return ""
        return str(self.view(Address(self._explanations().id, key, field.id)).value or "")

    def explain(self, finding: Finding, text: str, reason: str = "") -> Change:
        """Give the reason of a warning: a row of the explanations table (BM-18 c10).

        `reason`: a code of `warning_reasons`; "" for the list's last, which is any other. Without text the
        reason's own words stand for it, but another reason wants some: NO_EXPLANATION. NOT_IN_LIST for a
        reason that the list has not.
        """
        known = {choice.name: choice for choice in self.warning_reasons}
        text, other = text.strip(), next(reversed(known), "")
        reason = reason or other
        if known and reason not in known:
            raise Problem("NOT_IN_LIST", text=reason)
        if not text and known and reason != other:
            text = known[reason].label.get("vi", reason)
        if not text:
            raise Problem("NO_EXPLANATION")
        table, field = self._explanations(), self._reason_field()
        said = {"c03": text} | ({field.id: reason} if field else {})
        key = self._explained_at(finding)
        if key is not None:
            return self.put([(Address(table.id, key, name), value, None) for name, value in said.items()])
        with self._step("explained"):
            key, added = self.add_record(table.id)
            words = {"c01": finding.code, "c02": str(finding.place)} | said
            put = self.put([(Address(table.id, key, name), value, None) for name, value in words.items()])
        return joined((added, put))

    def _explanations(self) -> Table:
        tables = (item for form in self.open.forms for item in form.tables if item.role == "explanations")
        table = next(tables, None)
        if table is None:
            raise Problem("NO_PLACE_FOR_REASONS")
        return table

    def _reason_field(self) -> Field | None:
        """Find the choice from a short list beside an explanation's text."""
        fields = (f for form in self.forms for t in form.tables if t.role == "explanations" for f in t.fields)
        return next((one for one in fields if one.kind is Kind.CHOICE), None)

    def _explained_at(self, finding: Finding) -> Key | None:
        """Find the row that explains a warning."""
        table, place = self._explanations(), str(finding.place)
        for key in self.rows(table.id):
            row = {name: self.view(Address(table.id, key, name)).value for name in ("c01", "c02")}
            if row == {"c01": finding.code, "c02": place}:
                return key
        return None
