"""The two packs, built once from their sources, and the demo's communes as documents."""

from collections.abc import Mapping

import pytest

from forms.answers import Document
from forms.authoring import build
from forms.engine import FormSet
from forms.pack import Pack
from tests.packs.offices import COMMUNE, demo_documents
from tests.packs.sources import KONTUM, PACKS


@pytest.fixture(scope="session")
def kontum() -> Pack:
    return build(KONTUM)


@pytest.fixture(scope="session")
def two_tiers() -> Pack:
    return build(PACKS / "vn-2026-units")


@pytest.fixture(scope="session")
def form_set(kontum: Pack) -> FormSet:
    return FormSet(kontum)


@pytest.fixture(scope="session")
def offices(kontum: Pack) -> dict[str, Document]:
    return demo_documents(kontum)


@pytest.fixture(scope="session")
def clean(offices: Mapping[str, Document]) -> Document:
    """Give one commune with a model and two nominations, borrowed from other communes."""
    tables = {name: dict(rows) for name, rows in offices[COMMUNE].tables.items()}
    with_model = next(d for d in offices.values() if "BM16" in d.tables)
    nominated = [d.tables["BM17"][("1",)] for d in offices.values() if "BM17" in d.tables]
    person = next(row for row in nominated if row["c01"] == "individual" and row["c17"] == "commune_merit")
    group = next(row for row in nominated if row["c01"] == "collective" and row["c17"] == "district_merit")
    tables["BM16"] = {("1",): dict(with_model.tables["BM16"][("1",)])}
    tables["BM17"] = {("1",): dict(person), ("2",): dict(group)}
    tables["BM17.c15"] = {("1", "1"): {"c01": "Số hộ nghèo của thôn", "c03": 12, "c04": 10, "c05": 7}}
    tables["BM17.c16"] = {("1", "1"): {"c01": "2017", "c02": "Giấy khen UBND xã"}}
    works = next(d.tables["BM10"] for d in offices.values() if "BM10" in d.tables)
    tables["BM10"] = {("1",): {**works[("1",)], "c04": "CS"}}
    return Document(tables)
