"""Receiving: pick files, read the verdict on each, recognise who signed."""
