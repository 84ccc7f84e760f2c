"""What an XForm calls its nodes, and what it says: names, paths and texts in every language."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping

from forms.authoring.xform_parts import Texts, language_keys, mixed
from forms.authoring.xform_tree import XF
from forms.pack import Words

_ITEXT = re.compile(r"\s*jr:itext\(\s*'([^']*)'\s*\)\s*\Z")


class XformWords:
    """The names and texts of one XForm."""

    def __init__(self, text: str, model: ET.Element) -> None:
        self.prefixes = {uri: name for name, uri in re.findall(r"xmlns:([\w.-]+)\s*=\s*[\"']([^\"']*)", text)}
        self.itext, self.live_itext = self._itext(model)
        self.guidance = _guidance(model)

    def _name(self, element: ET.Element) -> str:
        namespace, _, name = element.tag.removeprefix("{").rpartition("}")
        prefix = "" if f"{{{namespace}}}" == XF else self.prefixes.get(namespace, "")
        return f"{prefix}:{name}" if prefix else name

    def _path(self, text: str, base: str) -> str:
        """Make a reference absolute."""
        text = re.sub(r"\s+", "", text)
        parts = [] if text.startswith("/") else base.split("/")[1:]
        for step in text.split("/"):
            if step == "..":
                parts = parts[:-1]
            elif step not in {"", "."} and not step.startswith("current()"):
                parts.append(step)
        return "/" + "/".join(parts)

    def _itext(self, model: ET.Element) -> tuple[dict[str, dict[str, str]], dict[str, dict[str, str]]]:
        plain: dict[str, dict[str, str]] = {}
        live: dict[str, dict[str, str]] = {}
        translations = list(model.iter(f"{XF}translation"))
        translations.sort(key=lambda one: one.get("default") is None)
        for translation in translations:
            language = translation.get("lang", "")
            for entry in translation.iter(f"{XF}text"):
                value = next((v for v in entry.findall(f"{XF}value") if v.get("form") is None), None)
                if value is None:
                    continue
                words, code = mixed(value)
                name = entry.get("id", "")
                for key in language_keys(language):
                    plain.setdefault(name, {}).setdefault(key, words)
                    if code:
                        live.setdefault(name, {}).setdefault(key, code)
        for name, said in plain.items():
            first = next(iter(said))  # the form's own language stands for Vietnamese where that is missing
            if "vi" not in said and first in live.get(name, {}):
                live[name]["vi"] = live[name][first]
            said.setdefault("vi", said[first])
            _without_gaps(said, live.get(name, {}))
        return plain, live

    def _texts(self, parent: ET.Element, tag: str) -> Texts:
        found = parent.find(f"{XF}{tag}")
        if found is None:
            return Texts()
        ref = found.get("ref")
        if ref:
            named = _ITEXT.match(ref)
            if named:
                return Texts(self.itext.get(named[1], {"vi": ""}), self.live_itext.get(named[1], {}))
            return Texts({"vi": ""}, {"vi": ref})
        words, code = mixed(found)
        return Texts({"vi": words}, {"vi": code} if code else {})

    def _guided(self, control: ET.Element) -> Words:
        """Give the guidance that stands beside a question's hint, {} where there is none."""
        hint = control.find(f"{XF}hint")
        named = _ITEXT.match(hint.get("ref", "")) if hint is not None else None
        return self.guidance.get(named[1], {}) if named else {}

    def _message(self, text: str | None) -> Words:
        if not text:
            return {}
        named = _ITEXT.match(text)
        words = self.itext.get(named[1], {}) if named else {"vi": text}
        return {language: one.replace("{", "(").replace("}", ")") for language, one in words.items()}


def _without_gaps(words: dict[str, str], live: dict[str, str]) -> None:
    """Let another language speak where pyxform wrote "-" for a translation that is missing."""
    said = next((one for one in words.values() if one != "-"), None)
    if said is None or "-" not in words.values():
        return
    for language in [language for language, one in words.items() if one == "-" and language not in live]:
        del words[language]
    words.setdefault("vi", said)


def _guidance(model: ET.Element) -> Mapping[str, Words]:
    """Give the texts that a form marks as guidance, by the name of the hint they stand beside."""
    found: dict[str, dict[str, str]] = {}
    for translation in model.iter(f"{XF}translation"):
        for entry in translation.iter(f"{XF}text"):
            for value in entry.findall(f"{XF}value[@form='guidance']"):
                words, _ = mixed(value)
                for key in language_keys(translation.get("lang", "")) if words else ():
                    found.setdefault(entry.get("id", ""), {}).setdefault(key, words)
    for said in found.values():
        said.setdefault("vi", next(iter(said.values())))
        _without_gaps(said, {})
    return found
