"""A throw-away comparator: the same form worked out in full with lxml's compiled XPath and Python functions.

It is no engine: it knows no relevance and no order but the form's own, and works out everything each time.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable

from lxml import etree

Work = Callable[[], float]
"""Works everything out; gives the last formula's result."""


def prepared(xform: str) -> Work:
    """Read the form with its answers and compile its formulas."""
    root = etree.fromstring(xform.encode())
    spaces = {"x": "http://www.w3.org/2002/xforms"}
    data = root.xpath("//x:instance", namespaces=spaces)[0][0]
    for node in data.iter():
        node.tag = etree.QName(node).localname
    for template in [one for one in data if one.attrib]:
        data.remove(template)
    data = copy.deepcopy(data)  # a document of its own, which absolute paths start from
    rows = data.findall("r")
    places = {row: float(number) for number, row in enumerate(rows, 1)}
    calls = _functions(places)
    steps: list[tuple[list[tuple[etree._Element, etree._Element]], etree.XPath]] = []
    for bind in root.xpath("//x:bind[@calculate]", namespaces=spaces):
        path = bind.get("nodeset")
        if "/meta/" in path:
            continue
        name = path.rpartition("/")[2]
        run = etree.XPath(_rewritten(bind.get("calculate")), extensions=calls)
        holders = rows if path.startswith("/data/r/") else [data]
        steps.append(([(node, node) for one in holders if (node := one.find(name)) is not None], run))

    def work() -> float:
        result: object = 0.0
        for nodes, run in steps:
            for node, context in nodes:
                result = run(context)
                node.text = "" if result != result else str(result)  # noqa: PLR0124 - NaN
        return float(str(result))

    return work


def _rewritten(text: str) -> str:
    """Name what XPath 1.0 lacks by functions of ours."""
    text = re.sub(r"\bif\(", "if_(", text)
    text = re.sub(r"\bmax\(", "max_(", text)
    return text.replace("position(..)", "place(..)")


def _functions(places: dict[etree._Element, float]) -> dict[tuple[None, str], Callable[..., object]]:
    def text(value: object) -> object:
        return (value[0].text or "" if value else "") if isinstance(value, list) else value

    def either(_: object, test: object, yes: object, no: object) -> object:
        return text(yes) if test else text(no)

    def greatest(_: object, nodes: list[etree._Element]) -> float:
        return max((float(node.text) for node in nodes if node.text), default=float("nan"))

    def place(_: object, nodes: list[etree._Element]) -> float:
        return places[nodes[0]]

    return {(None, "if_"): either, (None, "max_"): greatest, (None, "place"): place}
