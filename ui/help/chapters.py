"""The chapter of the manual that is written from the window itself: the keys."""

from office.messages import sentence
from ui.keys import key_lines
from ui.words import words_of


def keys_chapter(language: str) -> str:
    """Every key of the entry desk, in `language`."""
    lines, part = [f"# {sentence('MANUAL_KEYS', language)}", ""], ""
    for line in key_lines(words_of(language)):
        if line.part != part:
            part = line.part
            lines += ["", f"## {part}", ""]
        lines.append(f"- `{line.keys}` — {line.does}")
    return "\n".join(lines)
