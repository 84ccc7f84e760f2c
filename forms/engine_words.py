"""The engine's own sentences in both languages, and the filling of a pack's messages."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from forms.answers import Value
from forms.engine_cells import outward
from forms.engine_graph import Cell, Message, Plan
from forms.pack import Words
from forms.values import show
from forms.xpath.nodes import Row
from forms.xpath.values import Inner, exact, text

LANGUAGES = ("vi", "en")

BLANK: Words = {
    "vi": "“{label}” còn trống: nhập số, hoặc ghi rõ “không phát sinh” hay “chưa có số liệu”.",
    "en": "“{label}” is blank: enter a figure, or say “none” or “not known”.",
}
BLANK_TEXT: Words = {
    "vi": "“{label}” còn trống: mục này phải có nội dung.",
    "en": "“{label}” is blank: it must be filled in.",
}
STATED: Words = {
    "vi": "“{label}” ghi {stated} nhưng tính ra {value}: kiểm tra các số thành phần.",
    "en": "“{label}” was given as {stated} but comes to {value}: check the figures it is made of.",
}
OFFICIAL: Words = {
    "vi": "“{label}” là {value} nhưng số liệu chính thức là {official}: kiểm tra lại hoặc giải trình.",
    "en": "“{label}” is {value} but the official figure is {official}: check again or explain.",
}
UNEXPLAINED: Words = {
    "vi": "Cảnh báo {code} tại {place} chưa được giải trình: ghi một dòng giải trình hoặc sửa số.",
    "en": "The warning {code} at {place} is not explained: write a line of explanation or mend the figure.",
}
CONSTRAINT: Words = {
    "vi": "“{label}”: giá trị {value} không đúng quy định: kiểm tra lại.",
    "en": "“{label}”: the value {value} breaks the rule of this cell: check it.",
}
WARN: Words = {
    "vi": "“{label}”: giá trị {value} khác thường: kiểm tra lại hoặc giải trình.",
    "en": "“{label}”: the value {value} is unusual: check again or explain.",
}
CHECK: Words = {
    "vi": "Phép kiểm tra {code} không đạt tại {key}: kiểm tra các ô được đánh dấu.",
    "en": "Check {code} fails at {key}: look at the marked cells.",
}
NOT_IN_LIST: Words = {
    "vi": "“{label}”: “{value}” không có trong danh mục: chọn lại.",
    "en": "“{label}”: “{value}” is not in the list: choose again.",
}
NOT_A_DATE: Words = {
    "vi": "“{label}”: “{value}” không phải là ngày tháng đúng: nhập lại.",
    "en": "“{label}”: “{value}” is not a proper date: enter it again.",
}
TOO_LONG: Words = {
    "vi": "“{label}” dài quá {limit} ký tự: rút gọn.",
    "en": "“{label}” is longer than {limit} characters: shorten it.",
}
TOO_MANY_WORDS: Words = {
    "vi": "“{label}” có {found} từ, nhiều hơn {limit} từ được phép: rút gọn.",
    "en": "“{label}” has {found} words, more than the {limit} allowed: shorten it.",
}
TOO_MANY_DECIMALS: Words = {
    "vi": "“{label}”: {value} có quá {limit} chữ số thập phân: làm tròn.",
    "en": "“{label}”: {value} has more than {limit} decimals: round it.",
}


def label_of(cell: Cell, language: str) -> str:
    """Give a field's label in a language, else in Vietnamese, else its code."""
    label = cell.field.label
    return label.get(language) or label.get("vi") or cell.field.id


def key_of(plan: Plan, row: Row, language: str) -> str:
    """Name a row: a fixed row by its label, a record by its number."""
    words = plan.fixed_labels.get(row.key)
    if words:
        return words.get(language) or words.get("vi") or " · ".join(row.key)
    return " · ".join(row.key)


def shown(cell: Cell, value: Value | None, language: str) -> str:
    """Write a cell's value as the person reads it."""
    return show(value, cell.field, cell.choices, language)


def of_field(words: Words, cell: Cell) -> Words:
    """Fill one of the engine's sentences that names the field alone; there may be as many as cells."""
    found = cell.said.get(words["vi"])
    if found is None:
        found = {lang: words[lang].format(label=label_of(cell, lang)) for lang in LANGUAGES}
        cell.said[words["vi"]] = found
    return found


def own_sentence(words: Words, cell: Cell, plan: Plan, row: Row, value: Value | None, **more: str) -> Words:
    """Fill one of the engine's sentences for a cell."""
    return {
        language: words[language].format(
            label=label_of(cell, language),
            key=key_of(plan, row, language),
            value=shown(cell, value, language),
            **more,
        )
        for language in LANGUAGES
    }


def filled(message: Message, generic: Words, cell: Cell | None, plan: Plan, row: Row, code: str) -> Words:
    """Fill a pack's message for a row; a language without a message gets the generic sentence."""
    value = outward(cell, row.v[cell.slot]) if cell is not None else None
    sentences: dict[str, str] = {}
    for language in dict.fromkeys((*LANGUAGES, *message.parts)):
        names: dict[str, str] = {
            "value": shown(cell, value, language) if cell is not None else "",
            "label": label_of(cell, language) if cell is not None else "",
            "key": key_of(plan, row, language),
        }
        pieces = message.parts.get(language)
        if pieces is None:
            sentences[language] = generic[language].format(code=code, **names)
            continue
        for name, bound in message.codes.items():
            names[name] = _figure(bound(row), message.cells.get(name), language)
        sentences[language] = "".join(
            names[piece] if place % 2 else piece for place, piece in enumerate(pieces)
        )
    return sentences


def _figure(value: Inner, cell: Cell | None, language: str) -> str:
    """Write what a placeholder leads to: in its cell's own form, or as a plain number."""
    if cell is not None:
        return shown(cell, outward(cell, value), language)
    if not isinstance(value, float):
        return text(value)
    return _grouped(exact(value), language) if value == value and abs(value) < 1e15 else ""  # noqa: PLR0124 - NaN


def _grouped(value: Decimal, language: str) -> str:
    plain = f"{value:,f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return plain.translate(str.maketrans(",.", ".,")) if language == "vi" else plain


NO_MESSAGE = Message({}, {}, {})


def message_of(messages: Mapping[str, Message], name: str) -> Message:
    """Give a field's message of that name, or the empty one."""
    return messages.get(name, NO_MESSAGE)
