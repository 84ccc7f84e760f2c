"""Fixtures of the command line's tests."""

from tests.office.conftest import place

__all__ = ["place"]
