"""Hostile packages: the zip is sound, the parts that steer the package are not (C5-C9)."""

from tests.exports.opc.samples import BOOK_RELS, ROOT_RELS, SHEET, SIGNATURE, TYPES
from tests.packages.attacks.forging import END, OFFICE, Attacks, edit, relate, typed

ATTACKS = Attacks()

# C5


@ATTACKS.on_items("XML_DOCTYPE")
def document_type_in_content_types(items):
    edit(items, TYPES, "<Types", "<!DOCTYPE Types><Types")


@ATTACKS.on_items("XML_DOCTYPE")
def document_type_in_relationships(items):
    edit(items, BOOK_RELS, "<Relationships", "<!DOCTYPE x [<!ENTITY a 'b'>]><Relationships")


@ATTACKS.on_items("XML_DOCTYPE")
def document_type_in_signature(items):
    edit(items, SIGNATURE, "<Signature ", '<!DOCTYPE x SYSTEM "file:///etc/passwd"><Signature ')


@ATTACKS.on_items("XML_DOCTYPE")
def billion_laughs(items):
    laughs = "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "ha">' for n in range(10)
    )
    edit(items, SIGNATURE, "<Signature ", f"<!DOCTYPE x [{laughs}]><Signature ")


@ATTACKS.on_items("XML_DOCTYPE")
def document_type_in_a_sheet(items):
    edit(items, SHEET, "<worksheet", "<!DOCTYPE x><worksheet")


@ATTACKS.on_items("XML_BROKEN")
def relationships_in_utf16(items):
    items[BOOK_RELS] = items[BOOK_RELS].decode().replace("UTF-8", "UTF-16").encode("utf-16")


@ATTACKS.on_items("XML_BROKEN")
def declared_latin_1(items):
    edit(items, BOOK_RELS, "UTF-8", "ISO-8859-1")


@ATTACKS.on_items("XML_BROKEN")
def unfinished_relationships(items):
    edit(items, BOOK_RELS, END, "")


@ATTACKS.on_items("XML_BROKEN")
def empty_signature_part(items):
    items[SIGNATURE] = b""


@ATTACKS.on_items("XML_MARKUP")
def comment_in_relationships(items):
    relate(items, BOOK_RELS, "<!-- nothing -->")


@ATTACKS.on_items("XML_MARKUP")
def comment_in_a_digest(items):
    edit(items, SIGNATURE, "</DigestValue>", "<!-- --></DigestValue>")


@ATTACKS.on_items("XML_MARKUP")
def instruction_in_signature(items):
    edit(items, SIGNATURE, "<KeyInfo>", "<?php x ?><KeyInfo>")


@ATTACKS.on_items("XML_MARKUP")
def foreign_namespace_in_signature(items):
    edit(items, SIGNATURE, "</Signature>", '<Object><x xmlns="urn:evil"/></Object></Signature>')


@ATTACKS.on_items("XML_MARKUP")
def compatibility_markup_in_relationships(items):
    mce = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    edit(items, BOOK_RELS, "<Relationships ", f'<Relationships xmlns:mc="{mce}" mc:Ignorable="x" ')


@ATTACKS.on_items("XML_MARKUP")
def namespaced_attribute_in_signature(items):
    edit(items, SIGNATURE, "<KeyInfo>", '<KeyInfo xml:id="idPackageObject">')


# C6


@ATTACKS.on_items("REL_BROKEN")
def two_relationships_of_one_id(items):
    relate(items, BOOK_RELS, f'<Relationship Id="rId1" Type="{OFFICE}/styles" Target="styles.xml"/>')


@ATTACKS.on_items("REL_BROKEN")
def unknown_attribute_in_a_relationship(items):
    edit(items, BOOK_RELS, "<Relationship ", '<Relationship Base="/evil/" ')


@ATTACKS.on_items("REL_BROKEN")
def unknown_element_in_relationships(items):
    relate(items, BOOK_RELS, "<Relation/>")


@ATTACKS.on_items("REL_BROKEN")
def unknown_target_mode(items):
    edit(items, BOOK_RELS, "<Relationship ", '<Relationship TargetMode="internal" ')


@ATTACKS.on_items("REL_BROKEN")
def text_between_relationships(items):
    relate(items, BOOK_RELS, "evil")


@ATTACKS.on_items("REL_BROKEN")
def relationships_of_a_missing_part(items):
    items["xl/_rels/ghost.xml.rels"] = items[BOOK_RELS]


@ATTACKS.on_items("REL_TARGET")
def target_that_is_missing(items):
    relate(items, BOOK_RELS, f'<Relationship Id="x" Type="{OFFICE}/styles" Target="ghost.xml"/>')


@ATTACKS.on_items("REL_TARGET")
def target_outside_the_package(items):
    relate(items, BOOK_RELS, f'<Relationship Id="x" Type="{OFFICE}/styles" Target="../../xl/styles.xml"/>')


@ATTACKS.on_items("REL_TARGET")
def target_on_a_web_site(items):
    relate(items, BOOK_RELS, f'<Relationship Id="x" Type="{OFFICE}/styles" Target="http://a.invalid/"/>')


@ATTACKS.on_items("REL_TARGET")
def target_that_holds_relationships(items):
    relate(items, BOOK_RELS, f'<Relationship Id="x" Type="{OFFICE}/x" Target="_rels/workbook.xml.rels"/>')


@ATTACKS.on_items("REL_EXTERNAL")
def external_target(items):
    more = f'<Relationship Id="x" Type="{OFFICE}/image" Target="http://a.invalid/" TargetMode="External"/>'
    relate(items, BOOK_RELS, more)


@ATTACKS.on_items("REL_BROKEN")
def relationships_with_another_root(items):
    items[BOOK_RELS] = (
        items[BOOK_RELS]
        .replace(b"<Relationships ", b"<Relations ")
        .replace(b"</Relationships>", b"</Relations>")
    )


@ATTACKS.on_items("REL_TARGET")
def target_with_a_query(items):
    relate(items, BOOK_RELS, f'<Relationship Id="x" Type="{OFFICE}/styles" Target="styles.xml?a"/>')


# C7


@ATTACKS.on_items("CONTENT_TYPES")
def no_content_types(items):
    del items[TYPES]


@ATTACKS.on_items("CONTENT_TYPES")
def content_types_with_another_root(items):
    items[TYPES] = items[TYPES].replace(b"<Types ", b"<Kinds ").replace(b"</Types>", b"</Kinds>")


@ATTACKS.on_items("CONTENT_TYPES")
def extension_typed_twice(items):
    edit(items, TYPES, "<Default ", '<Default Extension="RELS" ContentType="text/xml"/><Default ')


@ATTACKS.on_items("CONTENT_TYPES")
def part_typed_twice(items):
    typed(items, "XL/workbook.xml", "text/xml")


@ATTACKS.on_items("CONTENT_TYPES")
def type_for_a_missing_part(items):
    typed(items, "xl/ghost.xml", "text/xml")


@ATTACKS.on_items("CONTENT_TYPES")
def part_without_a_type(items):
    items["xl/data.unheard"] = b"x"


@ATTACKS.on_items("CONTENT_TYPES")
def type_with_a_parameter(items):
    edit(items, TYPES, "sheet.main+xml", "sheet.main+xml; charset=utf-8")


@ATTACKS.on_items("CONTENT_TYPES")
def unknown_element_in_content_types(items):
    edit(items, TYPES, "</Types>", "<Overrule/></Types>")


# C8


@ATTACKS.on_items("RELS_TYPE")
def relationships_of_another_type(items):
    typed(items, BOOK_RELS, "application/xml")


@ATTACKS.on_items("RELS_TYPE")
def sheet_typed_as_relationships(items):
    items["xl/arrows.xml"] = items[BOOK_RELS]
    typed(items, "xl/arrows.xml", "application/vnd.openxmlformats-package.relationships+xml")


@ATTACKS.on_items("RELS_TYPE")
def relationships_in_capitals(items):
    items["xl/worksheets/_RELS/sheet1.xml.rels"] = items[BOOK_RELS]


# C9


@ATTACKS.on_items("MAIN_PART")
def second_main_document(items):
    items["xl/workbook2.xml"] = items["xl/workbook.xml"]
    typed(items, "xl/workbook2.xml", "application/xml")
    relate(
        items, ROOT_RELS, f'<Relationship Id="x" Type="{OFFICE}/officeDocument" Target="xl/workbook2.xml"/>'
    )


@ATTACKS.on_items("MAIN_PART")
def second_main_document_with_an_odd_type(items):
    relate(items, ROOT_RELS, '<Relationship Id="x" Type="urn:x/OfficeDocument" Target="xl/workbook.xml"/>')


@ATTACKS.on_items("MAIN_PART")
def no_main_document(items):
    edit(items, ROOT_RELS, f"{OFFICE}/officeDocument", f"{OFFICE}/document")


@ATTACKS.on_items("MAIN_PART")
def macro_workbook(items):
    edit(
        items,
        TYPES,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
