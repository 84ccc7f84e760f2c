"""Hostile additions: signature parts that pose, parts and relationships nobody signed (C10, C19, C20)."""

import random

from tests.exports.opc.samples import BOOK_RELS, ROOT_RELS, SHEET, SIGNATURE, TYPES
from tests.packages.attacks.forging import END, OFFICE, PACKAGE, Attacks, edit, relate, typed

ATTACKS = Attacks()
LISTED = f"{PACKAGE}/digital-signature/signature"
ORIGIN = f"{PACKAGE}/digital-signature/origin"

# C10


@ATTACKS.on_items("INFRASTRUCTURE")
def two_origins(items):
    items["_xmlsignatures/second.sigs"] = b""
    relate(
        items,
        ROOT_RELS,
        f'<Relationship Id="x" Type="{ORIGIN}" Target="_xmlsignatures/second.sigs"/>',
    )


@ATTACKS.on_items("INFRASTRUCTURE")
def origin_with_content(items):
    items["_xmlsignatures/origin.sigs"] = b"x"


@ATTACKS.on_items("INFRASTRUCTURE")
def origin_of_another_type(items):
    typed(items, "_xmlsignatures/origin.sigs", "text/plain")


@ATTACKS.on_items("INFRASTRUCTURE")
def origin_without_relationship(items):
    text = items[ROOT_RELS].decode()
    start = text.index('<Relationship Id="rId2"')
    items[ROOT_RELS] = (text[:start] + END).encode()


@ATTACKS.on_items("INFRASTRUCTURE")
def signature_stripped(items):
    del items[SIGNATURE]
    del items["_xmlsignatures/_rels/origin.sigs.rels"]
    text = items[TYPES].decode()
    start = text.index('<Override PartName="/_xmlsignatures/sig1.xml"')
    items[TYPES] = (text[:start] + text[text.index(">", start) + 1 :]).encode()


@ATTACKS.on_items("INFRASTRUCTURE")
def second_signature_that_no_one_lists(items):
    items["_xmlsignatures/sig2.xml"] = items[SIGNATURE]
    typed(
        items,
        "_xmlsignatures/sig2.xml",
        "application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml",
    )


@ATTACKS.on_items("INFRASTRUCTURE")
def stranger_in_the_signature_folder(items):
    items["_XMLsignatures/evil.xml"] = b"<x/>"


@ATTACKS.on_items("INFRASTRUCTURE")
def workbook_that_leads_to_a_signature(items):
    relate(items, BOOK_RELS, f'<Relationship Id="x" Type="{OFFICE}/x" Target="../_xmlsignatures/sig1.xml"/>')


@ATTACKS.on_items("INFRASTRUCTURE")
def signature_with_relationships_of_its_own(items):
    items["_xmlsignatures/_rels/sig1.xml.rels"] = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
    )


@ATTACKS.on_items("INFRASTRUCTURE")
def more_signatures_than_anyone_needs(items):
    for number in range(2, 12):
        name = f"_xmlsignatures/sig{number}.xml"
        items[name] = items[SIGNATURE]
        media_type = "application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml"
        typed(items, name, media_type)
        more = f'<Relationship Id="x{number}" Type="{LISTED}" Target="sig{number}.xml"/>'
        relate(items, "_xmlsignatures/_rels/origin.sigs.rels", more)


@ATTACKS.on_items("ZIP_LIMIT")
def endless_relationships(items):
    """Random Ids, so that the size is not stopped as a bomb already."""
    chance = random.Random(1)
    arrows = [
        f'<Relationship Id="x{chance.randbytes(40).hex()}" Type="urn:x" Target="styles.xml"/>'
        for _ in range(80_000)
    ]
    relate(items, BOOK_RELS, "".join(arrows))


@ATTACKS.on_items("INFRASTRUCTURE")
def one_signature_listed_twice(items):
    more = f'<Relationship Id="x" Type="{LISTED}" Target="sig1.xml"/>'
    relate(items, "_xmlsignatures/_rels/origin.sigs.rels", more)


@ATTACKS.on_items("INFRASTRUCTURE")
def signature_listed_with_an_odd_type(items):
    edit(items, "_xmlsignatures/_rels/origin.sigs.rels", "digital-signature/signature", "signature")


# C19, C20


@ATTACKS.on_items("DIGEST_MISMATCH")
def changed_sheet(items):
    edit(items, SHEET, "1234", "1235")


@ATTACKS.on_items("DIGEST_MISMATCH")
def relationship_turned_to_another_sheet(items):
    edit(items, BOOK_RELS, "sheet1.xml", "sheet2.xml")


@ATTACKS.on_items("MANIFEST_TRANSFORM")
def sheet_taken_away(items):
    del items["xl/worksheets/sheet2.xml"]
    for name in (TYPES, BOOK_RELS):
        text = items[name].decode()
        end = text.index("sheet2.xml")
        start = text.rindex("<", 0, end)
        items[name] = (text[:start] + text[text.index("/>", end) + 2 :]).encode()


@ATTACKS.on_items("MANIFEST_TYPE")
def sheet_with_another_type(items):
    edit(items, TYPES, "spreadsheetml.styles+xml", "spreadsheetml.sharedStrings+xml")


@ATTACKS.on_items("PART_UNSIGNED", "partial")
def injected_part_that_nothing_leads_to(items):
    items["xl/people.xml"] = b"<x/>"
    typed(items, "xl/people.xml", "application/xml")


@ATTACKS.on_items("PART_UNSIGNED", "partial")
def injected_part_with_a_relationship(items):
    items["xl/people.xml"] = b"<x/>"
    typed(items, "xl/people.xml", "application/xml")
    relate(items, BOOK_RELS, f'<Relationship Id="x" Type="{OFFICE}/person" Target="people.xml"/>')


@ATTACKS.on_items("PART_UNSIGNED", "partial")
def injected_macros(items):
    items["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0"
    typed(items, "xl/vbaProject.bin", "application/vnd.ms-office.vbaProject")
    relate(items, BOOK_RELS, f'<Relationship Id="x" Type="{OFFICE}/vbaProject" Target="vbaProject.bin"/>')


@ATTACKS.on_items("PART_UNSIGNED", "partial")
def injected_ribbon(items):
    items["customUI/customUI.xml"] = b"<x/>"
    typed(items, "customUI/customUI.xml", "application/xml")
    relate(items, ROOT_RELS, f'<Relationship Id="x" Type="{OFFICE}/ui" Target="customUI/customUI.xml"/>')


@ATTACKS.on_items("PART_UNSIGNED", "partial")
def document_properties_added(items):
    items["docProps/core.xml"] = b"<x/>"
    typed(items, "docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")
    relate(
        items,
        ROOT_RELS,
        f'<Relationship Id="x" Type="{PACKAGE}/metadata/core-properties" Target="docProps/core.xml"/>',
    )


@ATTACKS.on_items("PART_UNSIGNED", "partial")
def relationships_part_injected(items):
    items["xl/worksheets/_rels/sheet1.xml.rels"] = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="x" Type="urn:x" Target="sheet2.xml"/></Relationships>'
    )


@ATTACKS.on_items("REL_UNSIGNED", "partial")
def injected_relationship(items):
    relate(items, BOOK_RELS, f'<Relationship Id="x" Type="{OFFICE}/styles" Target="theme/theme1.xml"/>')


@ATTACKS.on_items("REL_UNSIGNED", "partial")
def injected_relationship_at_the_root(items):
    relate(items, ROOT_RELS, f'<Relationship Id="x" Type="{OFFICE}/x" Target="xl/styles.xml"/>')
