"""The household register: books by year, households, moves, and the figures they give."""
