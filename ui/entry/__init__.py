"""Entry: every form of the pack as grid, record or text, over the office's live answers."""
