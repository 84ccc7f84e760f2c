"""Typing in the place of a unit that cannot send, and adjustments to figures of units below."""
