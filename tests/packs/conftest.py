"""The two packs, built once from their sources."""

import pytest

from forms.authoring import build
from forms.pack import Pack
from tests.packs.sources import KONTUM, PACKS


@pytest.fixture(scope="session")
def kontum() -> Pack:
    return build(KONTUM)


@pytest.fixture(scope="session")
def two_tiers() -> Pack:
    return build(PACKS / "vn-2026-units")
