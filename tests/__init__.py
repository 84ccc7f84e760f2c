"""Tests, one folder a floor; names are sentences about behaviour."""
