"""Choosing models and nominees, and what a conference needs."""
