"""A form of 300 questions made by chance from a seed, with what real forms are made of, as an XLSForm.

Left out on purpose: max() of negative figures alone, which JavaRosa gives as 4.9E-324 (it starts at the least
positive number), and truth values as results, which JavaRosa stores as 1 and 0 and other engines as words.
"""

from __future__ import annotations

import random
from typing import Any

from pyxform.xls2xform import convert

Row = dict[str, str]
LISTS = {
    "yes_no": ("1", "0"),
    "water": ("tap", "well", "rain", "river", "none"),
    "province": ("p1", "p2", "p3"),
}
FIELDS = 300
QUESTIONS = (
    "integer",
    "integer",
    "decimal",
    "text",
    "date",
    "one",
    "one",
    "several",
    "figure",
    "figure",
    "word",
)


def synthetic(seed: int, fields: int = FIELDS) -> str:
    """Write the XForm of the form made from `seed`."""
    survey = _Maker(random.Random(seed)).survey(fields)
    choices: list[Row] = [
        {"list_name": name, "name": code, "label": code, "parent": "", "weight": str(place * 3 % 7)}
        for name, codes in LISTS.items()
        for place, code in enumerate(codes, 1)
    ]
    for level, above in (("district", "province"), ("village", "district")):
        parents = [row["name"] for row in choices if row["list_name"] == above]
        choices += [
            {
                "list_name": level,
                "name": f"{parent}_{number}",
                "label": f"{parent} {number}",
                "parent": parent,
                "weight": str(number),
            }
            for parent in parents
            for number in range(1, 4)
        ]
    sheets: dict[str, Any] = {
        "sheet_names": ["survey", "choices", "settings"],
        "survey": survey,
        "survey_header": [dict.fromkeys(column for row in survey for column in row)],
        "choices": choices,
        "choices_header": [dict.fromkeys(choices[0])],
        "settings": [{"form_id": "synthetic", "form_title": "Synthetic", "version": "1"}],
        "settings_header": [dict.fromkeys(("form_id", "form_title", "version"))],
    }
    return str(convert(sheets, form_name="data").xform)


class _Maker:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.rows: list[Row] = []
        self.count = 0
        self.numbers: list[str] = []  # names an expression may read at this place
        self.texts: list[str] = []
        self.ones: list[tuple[str, str]] = []  # select_one with their list
        self.several: list[tuple[str, str]] = []
        self.dates: list[str] = []
        self.columns: list[str] = []  # numbers inside repeats, read by aggregates after them

    def survey(self, fields: int) -> list[Row]:
        """Make groups, repeats and single questions until there are enough."""
        while self.count < fields:
            kind = self.chance.random()
            if kind < 0.06:
                self._repeat(0)
            elif kind < 0.10:
                self._counted()
            elif kind < 0.14:
                self._cascade()
            elif kind < 0.24:
                self._group()
            else:
                self._question()
        return self.rows

    def _add(self, type_: str, **more: str) -> str:
        self.count += 1
        name = f"q{self.count}"
        label = {} if type_ == "calculate" else {"label": name}
        self.rows.append({"type": type_, "name": name, **label, **{k: v for k, v in more.items() if v}})
        return name

    def _question(self) -> None:
        relevant = self._truth() if self.chance.random() < 0.3 else ""
        kind = self.chance.choice(
            (
                "integer",
                "integer",
                "decimal",
                "text",
                "date",
                "one",
                "one",
                "several",
                "figure",
                "figure",
                "word",
            )
        )
        if kind in ("integer", "decimal"):
            default = self.chance.choice(("", "", "", "5"))
            self.numbers.append(self._add(kind, relevant=relevant, default=default))
        elif kind == "text":
            self.texts.append(self._add("text", relevant=relevant))
        elif kind == "date":
            self.dates.append(self._add("date", relevant=relevant))
        elif kind in ("one", "several"):
            list_ = self.chance.choice(("yes_no", "water"))
            name = self._add(f"select_{'one' if kind == 'one' else 'multiple'} {list_}", relevant=relevant)
            (self.ones if kind == "one" else self.several).append((name, list_))
        elif kind == "figure":
            self.numbers.append(self._add("calculate", calculation=self._figure(), relevant=relevant))
        else:
            self.texts.append(self._add("calculate", calculation=self._word(), relevant=relevant))

    def _group(self) -> None:
        self.count += 1
        name = f"g{self.count}"
        relevant = self._truth() if self.chance.random() < 0.5 else ""
        self.rows.append(
            {
                "type": "begin_group",
                "name": name,
                "label": name,
                **({"relevant": relevant} if relevant else {}),
            }
        )
        for _ in range(self.chance.randint(1, 5)):
            self._question()
        self.rows.append({"type": "end_group"})

    def _cascade(self) -> None:
        province = self._add("select_one province")
        district = self._add("select_one district", choice_filter=f"parent = ${{{province}}}")
        self._add("select_one village", choice_filter=f"parent = ${{{district}}}")
        self._add(
            "calculate",
            calculation=f"instance('district')/root/item[name = ${{{district}}}]/weight",
        )
        self._add("calculate", calculation=f"count(instance('village')/root/item[parent = ${{{district}}}])")

    def _repeat(self, depth: int, count: str = "") -> None:
        self.count += 1
        name = f"r{self.count}"
        outer = self._scope()
        head = {"type": "begin_repeat", "name": name, "label": name}
        self.rows.append(head | ({"repeat_count": count} if count else {}))
        before = len(self.numbers)
        number = self._add("integer")
        self.numbers.append(number)
        place = self._add("calculate", calculation="position(..)")
        size = self._add("calculate", calculation=f"if(${{{number}}} >= 0, ${{{number}}}, '')")
        for _ in range(self.chance.randint(2, 6)):
            self._question()
        own = self.numbers[before:]
        inner: list[str] = []
        if depth == 0 and self.chance.random() < 0.4:
            self._repeat(1)
            inner = self.columns[-1:]
        for column in inner:
            own.append(self._add("calculate", calculation=f"sum(${{{column}}}) + ${{{number}}}"))
        self.rows.append({"type": "end_repeat"})
        self._leave(outer)
        self.columns += own
        for column in self.chance.sample(own, min(2, len(own))):
            aggregate = self.chance.choice(("sum", "count", "min"))
            self.numbers.append(
                self._add("calculate", calculation=f"coalesce({aggregate}(${{{column}}}), 0)")
            )
        for column in (place, size):
            self.numbers.append(self._add("calculate", calculation=f"coalesce(max(${{{column}}}), 0)"))
        if depth == 0:
            self.texts.append(self._add("calculate", calculation=f"join('-', ${{{number}}})"))
            self.numbers.append(self._add("calculate", calculation=f"count(${{{name}}})"))
            self.numbers.append(
                self._add(
                    "calculate",
                    calculation=f"count-non-empty(${{{number}}}) + count(${{{name}}}[${{{number}}} > 2])",
                )
            )

    def _counted(self) -> None:
        many = self._add("integer", constraint=". <= 6")
        self._repeat(1, f"if(${{{many}}} > 6, 6, ${{{many}}})")

    def _scope(self) -> tuple[list[Any], ...]:
        return tuple(list(kept) for kept in (self.numbers, self.texts, self.ones, self.several, self.dates))

    def _leave(self, outer: tuple[list[Any], ...]) -> None:
        self.numbers, self.texts, self.ones, self.several, self.dates = outer

    # --- expressions -------------------------------------------------------------------------

    def _number(self) -> str:
        if not self.numbers or self.chance.random() < 0.2:
            return str(self.chance.choice((0, 1, 2, 3, 10, 0.5, 100)))
        return f"${{{self.chance.choice(self.numbers[-25:])}}}"

    def _figure(self) -> str:
        a, b = self._number(), self._number()
        patterns = [
            f"{a} + {b}",
            f"{a} - {b}",
            f"{a} * 2",
            f"{a} mod 7",
            f"round({a} div 3, 2)",
            f"if({b} = 0 or {b} = '', '', {a} div {b})",
            f"coalesce({a}, {b})",
            f"int({a})",
            f"abs({a} - {b})",
            f"max({a}, {b}, 0)",
            f"min({a}, {b})",
            f"if({self._truth()}, {a}, {b})",
            f"pow({self.chance.randint(1, 3)}, 2) + {a}",
        ]
        if a.startswith("$"):
            patterns.append(f"sum({a}) + count({a})")
        if self.several:
            name, list_ = self.chance.choice(self.several)
            patterns += [
                f"count-selected(${{{name}}})",
                f"if(selected(${{{name}}}, '{self.chance.choice(LISTS[list_])}'), {a}, 0)",
            ]
        if self.dates:
            patterns.append(f"int(${{{self.chance.choice(self.dates)}}} - date('2016-01-01'))")
        if self.texts:
            patterns.append(f"string-length(${{{self.chance.choice(self.texts)}}})")
        return self.chance.choice(patterns)

    def _word(self) -> str:
        word = f"${{{self.chance.choice(self.texts)}}}" if self.texts else "'A Đăng'"
        patterns = [
            f"concat({word}, '|', {self._number()})",
            f"substr({word}, 1, 3)",
            f"if(contains({word}, 'a'), 'yes', {word})",
            f"translate({word}, 'aeiou', 'AEIOU')",
            f"normalize-space(concat(' ', {word}, '  x '))",
            f"string({self._number()})",
            f"if(regex({word}, '[a-z ]+'), 'letters', 'other')",
            f"substring-before({word}, ' ')",
        ]
        if self.ones:
            name, _ = self.chance.choice(self.ones)
            patterns.append(f"jr:choice-name(${{{name}}}, '${{{name}}}')")
        if self.several:
            name, _ = self.chance.choice(self.several)
            patterns.append(f"selected-at(${{{name}}}, 0)")
        if self.dates:
            patterns.append(f"format-date(${{{self.chance.choice(self.dates)}}}, '%d/%m/%Y')")
        return self.chance.choice(patterns)

    def _truth(self) -> str:
        tests = [
            f"{self._number()} > {self._number()}",
            f"{self._number()} != 3",
            f"not({self._number()} = '')",
        ]
        if self.ones:
            name, list_ = self.chance.choice(self.ones)
            tests += [f"${{{name}}} = '{self.chance.choice(LISTS[list_])}'"] * 3
        if self.several:
            name, list_ = self.chance.choice(self.several)
            tests += [f"selected(${{{name}}}, '{self.chance.choice(LISTS[list_])}')"] * 2
        test = self.chance.choice(tests)
        if self.chance.random() < 0.2:
            test = f"{test} {self.chance.choice(('and', 'or'))} {self.chance.choice(tests)}"
        return test
