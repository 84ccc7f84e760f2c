"""Fixtures of the office's tests."""

import pytest

from tests.offices import Place


@pytest.fixture
def place(tmp_path):
    return Place(tmp_path)
