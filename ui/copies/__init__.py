"""Copies on the screen: how old the last one is, making them, bringing one back, the recovery code."""
