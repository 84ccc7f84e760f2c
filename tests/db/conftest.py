from datetime import UTC, datetime

import pytest

from db.answers import Answers
from db.connect import create
from db.packs import install_pack
from db.received import Received
from tests.db.packs import PACK

KEY = bytes(range(32))
WHEN = datetime(2018, 9, 20, 8, 0, tzinfo=UTC)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "office.db"


@pytest.fixture
def database(path):
    opened = create(path, KEY)
    install_pack(opened, PACK, b"pack file", WHEN)
    yield opened
    opened.close()


@pytest.fixture
def answers(database):
    return Answers(database, PACK)


@pytest.fixture
def own(answers):
    return answers.own("62.01.001", "2018", WHEN)


@pytest.fixture
def received(database):
    return Received(database, PACK)
