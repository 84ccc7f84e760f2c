"""Sharing the work: forms handed to a colleague's PC, merged back, decided and decided anew."""
