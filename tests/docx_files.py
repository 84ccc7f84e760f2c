"""Small .docx files as Word and LibreOffice write them, made with nothing but a zip."""

import io
import zipfile
from html import escape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = f"""<w:styles {W}>
<w:style w:styleId="Tiu1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="Tiu2"><w:name w:val="Heading 2"/><w:basedOn w:val="Tiu1"/></w:style>
<w:style w:styleId="Muc"><w:name w:val="Mục lớn"/><w:basedOn w:val="Tiu1"/></w:style>
<w:style w:styleId="Vong"><w:basedOn w:val="Vong"/></w:style>
</w:styles>"""
NUMBERING = f"""<w:numbering {W}>
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
</w:numbering>"""


def paragraph(
    text: str, style: str = "", *, bold: bool = False, number: tuple[int, int] | None = None
) -> str:
    """One paragraph; `number`: its list and depth."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        properties += f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    run = f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{run}</w:p>"


def docx(*blocks: str, **parts: str) -> bytes:
    """A file of these blocks of its body; `parts`: further parts by their name below word/."""
    made = io.BytesIO()
    known = {"styles": STYLES, "numbering": NUMBERING} | parts
    body = f"<w:document {W}><w:body>{''.join(blocks)}</w:body></w:document>"
    known["document"] = parts.get("document", body)
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("[Content_Types].xml", "<Types/>")
        for name, text in known.items():
            box.writestr(f"word/{name}.xml", text)
    return made.getvalue()


TITLES = (
    "1. Đặc điểm tình hình",
    "2. Công tác lãnh đạo, chỉ đạo",
    "3. Kết quả thực hiện",
    "4. Tác động của chính sách",
    "5. Rà soát, tích hợp chính sách",
    "6. Mô hình, bài học kinh nghiệm",
    "7. Tồn tại, hạn chế, nguyên nhân",
    "8. Phương hướng 2019–2020",
    "9. Kiến nghị",
)


def narrative(*, styled: bool = True) -> bytes:
    """A commune's report with the nine sections of BM-18, and what else such files hold."""
    blocks = [paragraph("ỦY BAN NHÂN DÂN XÃ NGỌC LÂY"), paragraph("BÁO CÁO", bold=True)]
    for title in TITLES:
        blocks.append(paragraph(title, "Tiu1" if styled else "", bold=not styled))
        blocks.append(paragraph(f"Nội dung của mục {title[0]}."))
    return docx(*blocks, paragraph("Nơi nhận: UBND huyện"))
