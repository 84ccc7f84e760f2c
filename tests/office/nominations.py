"""Districts and provinces that have models and nominations to choose from, without anybody signing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from db.received import Package, PackageStatus, UnitFigures
from forms.answers import Rows, Value
from office.desk import Desk

Row = Mapping[str, Value]


def propose(
    desk: Desk,
    unit: str,
    nominees: Sequence[Row] = (),
    models: Sequence[Row] = (),
    *,
    revision: int = 1,
    lists: Mapping[str, Any] | None = None,
    figures: Mapping[str, Rows] | None = None,
) -> None:
    """Have a unit's package stand in the office's tables as one that was taken in."""
    tables = {"BM17": nominees, "BM16": models}
    rows: dict[str, Rows] = dict(figures or {})
    rows |= {
        table: {(str(number),): dict(row) for number, row in enumerate(there, 1)}
        for table, there in tables.items()
        if there
    }
    digest = f"{unit}-{revision}".encode().hex().ljust(64, "0")
    package = Package(
        "received", digest, f"{unit}.xlsx", "report", desk.campaign_id, unit, desk.unit.code, digest, revision
    )
    when = desk.clock.now()
    number = desk.received.keep(package, digest.encode(), status=PackageStatus.WAITING_SIGNER, when=when)
    detail = {
        "lists": dict(lists or {}),
        "status": "official",
        "contact": ["Y Thử", "0260"],
        "person": "A Ký",
    }
    desk.received.take_in(number, {unit: UnitFigures(rows, {})}, detail=detail, when=when)


def person(name: str, born: str = "1970", **more: Value) -> Row:
    """Give the nomination of one person."""
    return {
        "c01": "individual",
        "c03": name,
        "c04": born,
        "c08": "Thôn 1",
        "c14": "Vận động mười hộ viết đơn xin thoát nghèo. " * 8,
        "c17": "district_merit",
        "c18": "district",
        **more,
    }


def model(name: str, **more: Value) -> Row:
    """Give a model."""
    return {"c01": name, "c02": "production", "c03": "Thôn 2", "c08": 20, "c09": 15, "c17": 5, **more}
