"""Sending, step by step: check, review, sign, choose where to, and the proof that the file is whole."""
