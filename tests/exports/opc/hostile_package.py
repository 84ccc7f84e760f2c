"""Hostile packages: the zip is sound, the parts that steer the package are not (C5-C10, C19, C20).

Each function edits the items of a signed package; ``ATTACKS`` gives each with state and reason.
"""

from collections.abc import Callable

from exports.opc import read_zip, write_zip
from tests.exports.opc.samples import (
    BOOK_RELS,
    ROOT_RELS,
    SHEET,
    SIGNATURE,
    TYPES,
    signed,
    swap,
)

Items = dict[str, bytes]
ATTACKS: dict[str, tuple[Callable[[], bytes], str, str]] = {}

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_ORIGIN = f"{_PACKAGE}/digital-signature/origin"
_END = "</Relationships>"


def _attack(reason: str, state: str = "invalid") -> Callable[[Callable[[Items], None]], object]:
    def note(edit: Callable[[Items], None]) -> object:
        def make() -> bytes:
            items = dict(read_zip(signed()))
            edit(items)
            return write_zip(items)

        ATTACKS[edit.__name__] = (make, state, reason)
        return edit

    return note


def _edit(items: Items, name: str, old: str, new: str) -> None:
    items[name] = swap(items[name].decode(), old, new).encode()


def _relate(items: Items, name: str, more: str) -> None:
    _edit(items, name, _END, more + _END)


def _typed(items: Items, part: str, media_type: str) -> None:
    _edit(items, TYPES, "</Types>", f'<Override PartName="/{part}" ContentType="{media_type}"/></Types>')


# C5


@_attack("XML_DOCTYPE")
def document_type_in_content_types(items):
    _edit(items, TYPES, "<Types", "<!DOCTYPE Types><Types")


@_attack("XML_DOCTYPE")
def document_type_in_relationships(items):
    _edit(items, BOOK_RELS, "<Relationships", "<!DOCTYPE x [<!ENTITY a 'b'>]><Relationships")


@_attack("XML_DOCTYPE")
def document_type_in_signature(items):
    _edit(items, SIGNATURE, "<Signature ", '<!DOCTYPE x SYSTEM "file:///etc/passwd"><Signature ')


@_attack("XML_DOCTYPE")
def billion_laughs(items):
    laughs = "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "ha">' for n in range(10)
    )
    _edit(items, SIGNATURE, "<Signature ", f"<!DOCTYPE x [{laughs}]><Signature ")


@_attack("XML_DOCTYPE")
def document_type_in_a_sheet(items):
    _edit(items, SHEET, "<worksheet", "<!DOCTYPE x><worksheet")


@_attack("XML_BROKEN")
def relationships_in_utf16(items):
    items[BOOK_RELS] = items[BOOK_RELS].decode().replace("UTF-8", "UTF-16").encode("utf-16")


@_attack("XML_BROKEN")
def declared_latin_1(items):
    _edit(items, BOOK_RELS, "UTF-8", "ISO-8859-1")


@_attack("XML_BROKEN")
def unfinished_relationships(items):
    _edit(items, BOOK_RELS, _END, "")


@_attack("XML_BROKEN")
def empty_signature_part(items):
    items[SIGNATURE] = b""


@_attack("XML_MARKUP")
def comment_in_relationships(items):
    _relate(items, BOOK_RELS, "<!-- nothing -->")


@_attack("XML_MARKUP")
def comment_in_a_digest(items):
    _edit(items, SIGNATURE, "</DigestValue>", "<!-- --></DigestValue>")


@_attack("XML_MARKUP")
def instruction_in_signature(items):
    _edit(items, SIGNATURE, "<KeyInfo>", "<?php x ?><KeyInfo>")


@_attack("XML_MARKUP")
def foreign_namespace_in_signature(items):
    _edit(items, SIGNATURE, "</Signature>", '<Object><x xmlns="urn:evil"/></Object></Signature>')


@_attack("XML_MARKUP")
def compatibility_markup_in_relationships(items):
    mce = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    _edit(items, BOOK_RELS, "<Relationships ", f'<Relationships xmlns:mc="{mce}" mc:Ignorable="x" ')


@_attack("XML_MARKUP")
def namespaced_attribute_in_signature(items):
    _edit(items, SIGNATURE, "<KeyInfo>", '<KeyInfo xml:id="idPackageObject">')


# C6


@_attack("REL_BROKEN")
def two_relationships_of_one_id(items):
    _relate(items, BOOK_RELS, f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/>')


@_attack("REL_BROKEN")
def unknown_attribute_in_a_relationship(items):
    _edit(items, BOOK_RELS, "<Relationship ", '<Relationship Base="/evil/" ')


@_attack("REL_BROKEN")
def unknown_element_in_relationships(items):
    _relate(items, BOOK_RELS, "<Relation/>")


@_attack("REL_BROKEN")
def unknown_target_mode(items):
    _edit(items, BOOK_RELS, "<Relationship ", '<Relationship TargetMode="internal" ')


@_attack("REL_BROKEN")
def text_between_relationships(items):
    _relate(items, BOOK_RELS, "evil")


@_attack("REL_BROKEN")
def relationships_of_a_missing_part(items):
    items["xl/_rels/ghost.xml.rels"] = items[BOOK_RELS]


@_attack("REL_TARGET")
def target_that_is_missing(items):
    _relate(items, BOOK_RELS, f'<Relationship Id="x" Type="{_OFFICE}/styles" Target="ghost.xml"/>')


@_attack("REL_TARGET")
def target_outside_the_package(items):
    _relate(items, BOOK_RELS, f'<Relationship Id="x" Type="{_OFFICE}/styles" Target="../../xl/styles.xml"/>')


@_attack("REL_TARGET")
def target_on_a_web_site(items):
    _relate(items, BOOK_RELS, f'<Relationship Id="x" Type="{_OFFICE}/styles" Target="http://a.invalid/"/>')


@_attack("REL_TARGET")
def target_that_holds_relationships(items):
    _relate(items, BOOK_RELS, f'<Relationship Id="x" Type="{_OFFICE}/x" Target="_rels/workbook.xml.rels"/>')


@_attack("REL_EXTERNAL")
def external_target(items):
    more = f'<Relationship Id="x" Type="{_OFFICE}/image" Target="http://a.invalid/" TargetMode="External"/>'
    _relate(items, BOOK_RELS, more)


# C7


@_attack("CONTENT_TYPES")
def no_content_types(items):
    del items[TYPES]


@_attack("CONTENT_TYPES")
def extension_typed_twice(items):
    _edit(items, TYPES, "<Default ", '<Default Extension="RELS" ContentType="text/xml"/><Default ')


@_attack("CONTENT_TYPES")
def part_typed_twice(items):
    _typed(items, "XL/workbook.xml", "text/xml")


@_attack("CONTENT_TYPES")
def type_for_a_missing_part(items):
    _typed(items, "xl/ghost.xml", "text/xml")


@_attack("CONTENT_TYPES")
def part_without_a_type(items):
    items["xl/data.unheard"] = b"x"


@_attack("CONTENT_TYPES")
def type_with_a_parameter(items):
    _edit(items, TYPES, "sheet.main+xml", "sheet.main+xml; charset=utf-8")


@_attack("CONTENT_TYPES")
def unknown_element_in_content_types(items):
    _edit(items, TYPES, "</Types>", "<Overrule/></Types>")


# C8


@_attack("RELS_TYPE")
def relationships_of_another_type(items):
    _typed(items, BOOK_RELS, "application/xml")


@_attack("RELS_TYPE")
def sheet_typed_as_relationships(items):
    items["xl/arrows.xml"] = items[BOOK_RELS]
    _typed(items, "xl/arrows.xml", "application/vnd.openxmlformats-package.relationships+xml")


@_attack("RELS_TYPE")
def relationships_in_capitals(items):
    items["xl/worksheets/_RELS/sheet1.xml.rels"] = items[BOOK_RELS]


# C9


@_attack("MAIN_PART")
def second_main_document(items):
    items["xl/workbook2.xml"] = items["xl/workbook.xml"]
    _typed(items, "xl/workbook2.xml", "application/xml")
    _relate(
        items, ROOT_RELS, f'<Relationship Id="x" Type="{_OFFICE}/officeDocument" Target="xl/workbook2.xml"/>'
    )


@_attack("MAIN_PART")
def second_main_document_with_an_odd_type(items):
    _relate(items, ROOT_RELS, '<Relationship Id="x" Type="urn:x/OfficeDocument" Target="xl/workbook.xml"/>')


@_attack("MAIN_PART")
def no_main_document(items):
    _edit(items, ROOT_RELS, f"{_OFFICE}/officeDocument", f"{_OFFICE}/document")


@_attack("MAIN_PART")
def macro_workbook(items):
    _edit(
        items,
        TYPES,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )


# C10


@_attack("INFRASTRUCTURE")
def two_origins(items):
    items["_xmlsignatures/second.sigs"] = b""
    _relate(
        items,
        ROOT_RELS,
        f'<Relationship Id="x" Type="{_ORIGIN}" Target="_xmlsignatures/second.sigs"/>',
    )


@_attack("INFRASTRUCTURE")
def origin_with_content(items):
    items["_xmlsignatures/origin.sigs"] = b"x"


@_attack("INFRASTRUCTURE")
def origin_of_another_type(items):
    _typed(items, "_xmlsignatures/origin.sigs", "text/plain")


@_attack("INFRASTRUCTURE")
def origin_without_relationship(items):
    text = items[ROOT_RELS].decode()
    start = text.index('<Relationship Id="rId2"')
    items[ROOT_RELS] = (text[:start] + _END).encode()


@_attack("INFRASTRUCTURE")
def signature_stripped(items):
    del items[SIGNATURE]
    del items["_xmlsignatures/_rels/origin.sigs.rels"]
    text = items[TYPES].decode()
    start = text.index('<Override PartName="/_xmlsignatures/sig1.xml"')
    items[TYPES] = (text[:start] + text[text.index(">", start) + 1 :]).encode()


@_attack("INFRASTRUCTURE")
def second_signature_that_no_one_lists(items):
    items["_xmlsignatures/sig2.xml"] = items[SIGNATURE]
    _typed(
        items,
        "_xmlsignatures/sig2.xml",
        "application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml",
    )


@_attack("INFRASTRUCTURE")
def stranger_in_the_signature_folder(items):
    items["_XMLsignatures/evil.xml"] = b"<x/>"


@_attack("INFRASTRUCTURE")
def workbook_that_leads_to_a_signature(items):
    _relate(
        items, BOOK_RELS, f'<Relationship Id="x" Type="{_OFFICE}/x" Target="../_xmlsignatures/sig1.xml"/>'
    )


@_attack("INFRASTRUCTURE")
def signature_with_relationships_of_its_own(items):
    items["_xmlsignatures/_rels/sig1.xml.rels"] = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
    )


@_attack("INFRASTRUCTURE")
def signature_listed_with_an_odd_type(items):
    _edit(items, "_xmlsignatures/_rels/origin.sigs.rels", "digital-signature/signature", "signature")


# C19, C20


@_attack("DIGEST_MISMATCH")
def changed_sheet(items):
    _edit(items, SHEET, "1234", "1235")


@_attack("DIGEST_MISMATCH")
def relationship_turned_to_another_sheet(items):
    _edit(items, BOOK_RELS, "sheet1.xml", "sheet2.xml")


@_attack("MANIFEST_TRANSFORM")
def sheet_taken_away(items):
    del items["xl/worksheets/sheet2.xml"]
    for name in (TYPES, BOOK_RELS):
        text = items[name].decode()
        end = text.index("sheet2.xml")
        start = text.rindex("<", 0, end)
        items[name] = (text[:start] + text[text.index("/>", end) + 2 :]).encode()


@_attack("MANIFEST_TYPE")
def sheet_with_another_type(items):
    _edit(items, TYPES, "spreadsheetml.styles+xml", "spreadsheetml.sharedStrings+xml")


@_attack("PART_UNSIGNED", "partial")
def injected_part_that_nothing_leads_to(items):
    items["xl/people.xml"] = b"<x/>"
    _typed(items, "xl/people.xml", "application/xml")


@_attack("PART_UNSIGNED", "partial")
def injected_part_with_a_relationship(items):
    items["xl/people.xml"] = b"<x/>"
    _typed(items, "xl/people.xml", "application/xml")
    _relate(items, BOOK_RELS, f'<Relationship Id="x" Type="{_OFFICE}/person" Target="people.xml"/>')


@_attack("PART_UNSIGNED", "partial")
def injected_macros(items):
    items["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0"
    _typed(items, "xl/vbaProject.bin", "application/vnd.ms-office.vbaProject")
    _relate(items, BOOK_RELS, f'<Relationship Id="x" Type="{_OFFICE}/vbaProject" Target="vbaProject.bin"/>')


@_attack("PART_UNSIGNED", "partial")
def injected_ribbon(items):
    items["customUI/customUI.xml"] = b"<x/>"
    _typed(items, "customUI/customUI.xml", "application/xml")
    _relate(items, ROOT_RELS, f'<Relationship Id="x" Type="{_OFFICE}/ui" Target="customUI/customUI.xml"/>')


@_attack("PART_UNSIGNED", "partial")
def document_properties_added(items):
    items["docProps/core.xml"] = b"<x/>"
    _typed(items, "docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")
    _relate(
        items,
        ROOT_RELS,
        f'<Relationship Id="x" Type="{_PACKAGE}/metadata/core-properties" Target="docProps/core.xml"/>',
    )


@_attack("PART_UNSIGNED", "partial")
def relationships_part_injected(items):
    items["xl/worksheets/_rels/sheet1.xml.rels"] = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="x" Type="urn:x" Target="sheet2.xml"/></Relationships>'
    )


@_attack("REL_UNSIGNED", "partial")
def injected_relationship(items):
    _relate(items, BOOK_RELS, f'<Relationship Id="x" Type="{_OFFICE}/styles" Target="theme/theme1.xml"/>')


@_attack("REL_UNSIGNED", "partial")
def injected_relationship_at_the_root(items):
    _relate(items, ROOT_RELS, f'<Relationship Id="x" Type="{_OFFICE}/x" Target="xl/styles.xml"/>')
