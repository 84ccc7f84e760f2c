"""Figures that were changed after they had been sent: why, and on what basis."""
