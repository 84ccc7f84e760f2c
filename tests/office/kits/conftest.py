"""Fixtures of the tests of campaign kits."""

from contextlib import ExitStack

import pytest

from office.kit_file import Contact, Guidance, KitPlan, build
from tests.office.kits import PDF, figure, key_for
from tests.office.open_pack import built
from tests.offices import (
    IA_HDRAI,
    KON_TUM,
    MOMENT,
    NGOC_LAY,
    TU_MO_RONG,
)


@pytest.fixture(scope="module")
def pack_file(tmp_path_factory):
    return built(tmp_path_factory.mktemp("pack") / "open-test")


@pytest.fixture(scope="module")
def province_key():
    return key_for(KON_TUM)


@pytest.fixture
def plan():
    return KitPlan(
        issuer=KON_TUM,
        number=1,
        day="2018-08-01",
        title={"vi": "Bộ tài liệu", "en": "Kit"},
        guidance=(Guidance("Huong-dan.pdf", "Hướng dẫn", PDF),),
        contacts=(
            Contact(KON_TUM, "Bà Tỉnh", "Chuyên viên", "0260 111"),
            Contact(TU_MO_RONG, "Ông Huyện", "", "0260 222"),
        ),
        figures=(figure("5"), figure("6", "c02")),
    )


@pytest.fixture(scope="module")
def whole_kit(pack_file, province_key):
    plan = KitPlan(KON_TUM, 1, "2018-08-01", {"vi": "X", "en": "X"}, guidance=(Guidance("x.pdf", "x", PDF),))
    return build(pack_file, plan, province_key, MOMENT)


@pytest.fixture
def made(pack_file, province_key):
    return lambda plan: build(pack_file, plan, province_key, MOMENT)


@pytest.fixture
def offices(place, pack_file):
    with ExitStack() as stack:
        yield {
            code: stack.enter_context(place.office(code, pack=pack_file))
            for code in (NGOC_LAY, TU_MO_RONG, IA_HDRAI, KON_TUM)
        }
