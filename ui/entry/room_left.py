"""How much more a text may take, in words and letters, told while it is typed; nothing is ever cut."""

from forms.letters import word_count
from forms.pack import Field
from ui.words import tr


def room_left(field: Field, text: str) -> str:
    """Tell the words of a text, of how many where they are limited, and the letters left."""
    count, most = word_count(text), field.max_words
    told = tr("Text", "{n} words").format(n=count)
    if most:
        told = tr("Text", "{n} of {limit} words").format(n=count, limit=most)
        if count > most:
            over = tr("Text", "{n} too many").format(n=count - most)
            told = f"{told}: {over}"
    if field.max_length:
        room = field.max_length - len(text)
        left = tr("Record", "{n} letters left") if room >= 0 else tr("Record", "{n} letters too many")
        told = f"{told} · {left.format(n=abs(room))}"
    return told


def is_over(field: Field, text: str) -> bool:
    """Whether a text is longer than its field takes."""
    too_long = field.max_length is not None and len(text) > field.max_length
    return too_long or (field.max_words is not None and word_count(text) > field.max_words)
