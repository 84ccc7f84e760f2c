"""Totals: the consolidated tables, with the units still missing."""
