"""What each column of a pack source is for, as the officers' workbook says it when a cell is chosen."""

from __future__ import annotations

from forms.pack import Words


def _words(vi: str, en: str) -> Words:
    return {"vi": vi, "en": en}


SURVEY = {
    "type": _words(
        "Kiểu: integer, decimal, text, date, select_one DS, begin group, begin repeat, calculate.",
        "Kind: integer, decimal, text, date, select_one LIST, begin group, begin repeat, calculate.",
    ),
    "name": _words("Mã: chữ thường a-z, số, _ ; ví dụ c01.", "Code: a-z, digits, _ ; for example c01."),
    "label": _words("Nhãn người dùng đọc; cần đủ hai ngôn ngữ.", "What people read; both languages."),
    "hint": _words("Lời nhắc ngắn dưới nhãn.", "A short hint under the label."),
    "calculation": _words("Công thức; ví dụ ${c05} + ${c06}.", "Formula; for example ${c05} + ${c06}."),
    "relevant": _words("Chỉ hỏi khi điều kiện này đúng.", "Asked only where this holds."),
    "required": _words(
        "yes nếu bắt buộc, hoặc một điều kiện.", "yes if it must be answered, or a condition."
    ),
    "required_message": _words("Câu hiện ra khi còn trống.", "Said where it is blank."),
    "constraint": _words("Điều phải đúng; . là ô này; ví dụ . <= ${c01}.", "Must hold; . is this cell."),
    "constraint_message": _words("Câu hiện ra khi điều đó sai.", "Said where it does not hold."),
    "readonly": _words("yes nếu không nhập tay.", "yes if it is not typed."),
    "default": _words("Giá trị ban đầu.", "First value."),
    "choice_filter": _words("Lọc danh sách chọn.", "Filters the list of choices."),
    "repeat_count": _words(
        "Số dòng: count(instance('DS')/root/item).", "Number of rows: count(instance('LIST')/root/item)."
    ),
    "appearance": _words(
        "multiline: nhiều dòng; month-year hoặc year cho ngày.", "multiline; month-year or year of a date."
    ),
    "parameters": _words("Cho range: start=0 end=10 step=1.", "For range: start=0 end=10 step=1."),
    "trigger": _words("Ô mà khi đổi thì tính lại một lần: ${c01}.", "The cell whose change sets this one."),
    "bind::type": _words("Kiểu của dòng calculate: int, decimal, string.", "Kind of a calculate row."),
    "bind::vn:rollup": _words(
        "Cách tổng hợp: SUM, CALC, WAVG(c09), COUNT, DIST, LIST, TXT, NONE.", "How units are put together."
    ),
    "bind::vn:kind": _words("Cho text: memo, month, year, date-or-year, files.", "For text: its kind."),
    "bind::vn:total": _words(
        "Ô tính hiện ở cột này trên dòng cộng, ví dụ k01_ht.",
        "Computed field that this column shows on subtotal rows, as k01_ht.",
    ),
    "bind::vn:check": _words(
        "Mã kiểm tra khi số nhận được khác số tính.", "Check raised when figures differ."
    ),
    "bind::vn:warn": _words("Điều nên đúng; sai thì phải giải trình.", "Should hold; else explained."),
    "bind::vn:warnMsg": _words("Câu cảnh báo tiếng Việt.", "The warning in Vietnamese."),
    "bind::vn:warnMsgEn": _words("Câu cảnh báo tiếng Anh.", "The warning in English."),
    "bind::vn:unit": _words("Đơn vị tính tiếng Việt.", "Unit in Vietnamese."),
    "bind::vn:unitEn": _words("Đơn vị tính tiếng Anh.", "Unit in English."),
    "bind::vn:decimals": _words("Số chữ số thập phân, 0-6.", "Number of decimals, 0-6."),
    "bind::vn:scale": _words(
        "1000000: lưu đồng, hiện triệu đồng.", "1000000: kept in đồng, shown in millions."
    ),
    "bind::vn:maxlength": _words("Số ký tự tối đa.", "Most characters."),
    "bind::vn:maxwords": _words(
        "Số từ tối đa; dài hơn vẫn được giữ, có báo lỗi.", "Most words; more are kept and told."
    ),
    "bind::vn:levels": _words("Cấp được hỏi, cách nhau một dấu cách.", "Levels that are asked, by spaces."),
    "bind::vn:sensitive": _words("yes cho dữ liệu cá nhân.", "yes for personal data."),
    "instance::vn:id": _words("Mã cố định khi đổi tên.", "Lasting code when the name changes."),
    "instance::vn:replaces": _words(
        "Mã cũ mà câu này thay, khi đổi loại giá trị.", "Former id, where the kind of value changed."
    ),
    "instance::vn:key": _words("yes cho cột khóa của bảng.", "yes for a key column of a table."),
    "body::vn:grid": _words(
        "Bảng: rows=DS key=ma level=cap total=la_tong.",
        "Table: rows=LIST key=ma level=cap total=la_tong.",
    ),
    "comment": _words("Ghi chú riêng, không vào bộ biểu.", "A note that stays out of the pack."),
}
CHOICES = {
    "list_name": _words("Tên danh sách.", "Name of the list."),
    "list name": _words("Tên danh sách.", "Name of the list."),
    "name": _words(
        "Mã của mục; gõ dạng văn bản, giữ số 0 đầu.", "Code of the item; text, keep leading zeros."
    ),
    "label": _words("Nhãn của mục; cần đủ hai ngôn ngữ.", "Label of the item; both languages."),
}
SETTINGS = {
    "form_id": _words("Mã biểu, ví dụ BM01.", "Id of the form, for example BM01."),
    "form_title": _words("Tên biểu.", "Title of the form."),
    "version": _words("Phiên bản của biểu.", "Version of the form."),
    "attribute::vn:number": _words("Số biểu như in trên giấy, BM-01.", "Number as printed, BM-01."),
    "attribute::vn:titleEn": _words("Tên biểu tiếng Anh.", "Title in English."),
    "attribute::vn:sheet": _words(
        "Các biểu cùng từ này chung một trang tính.", "Forms of one word share a sheet."
    ),
    "attribute::vn:orientation": _words("landscape hoặc portrait.", "landscape or portrait."),
    "attribute::vn:register": _words(
        "yes nếu là sổ lưu tại đơn vị, không gửi đi.", "yes for a register kept at the unit, never sent."
    ),
}
TABLES = {
    "code": _words("Mã; gõ dạng văn bản, giữ số 0 đầu.", "Code; text, keep leading zeros."),
    "name": _words("Tên.", "Name."),
    "value": _words("Giá trị.", "Value."),
    "label": _words("Nhãn; cần đủ hai ngôn ngữ.", "Label; both languages."),
    "parent": _words("Mã cấp trên; trống ở cấp cao nhất.", "Code above; blank at the top."),
    "level": _words("Mã cấp, như trong trang levels.", "Code of a level, as in sheet levels."),
    "kind": _words("Loại, theo danh sách đã định.", "Kind, one of the fixed words."),
    "variants": _words("Cách viết khác, cách nhau dấu ; .", "Other spellings, parted by ; ."),
    "severity": _words("error: chặn gửi; warning: phải giải trình.", "error stops; warning wants a reason."),
    "context": _words("Bảng mà kiểm tra chạy qua từng dòng.", "The table whose rows are tried one by one."),
    "when": _words("Chỉ thử ở dòng thỏa điều kiện này.", "Tried only in rows where this holds."),
    "expression": _words("Điều phải đúng.", "What must hold."),
    "cells": _words("Các ô được đánh dấu, cách nhau dấu cách.", "Cells that are marked, by spaces."),
    "message": _words(
        "Câu hiện ra khi sai; đủ hai ngôn ngữ.", "Said where it does not hold; both languages."
    ),
    "verified": _words("no nếu chưa đối chiếu nguồn.", "no if not checked against its source."),
    "filter": _words("Ví dụ group=NG.", "For example group=NG."),
    "levels": _words("Các cấp, cách nhau dấu ; .", "Levels, parted by ; ."),
    "short_name": _words("Tên ngắn; trống thì dùng tên.", "Short name; blank: the name."),
    "type": _words("Loại như in ra: Xã, Phường, Huyện.", "Type as printed: Xã, Phường, Huyện."),
    "area": _words("urban, rural, hoặc trống nếu cả hai.", "urban, rural, or blank for both."),
    "valid_from": _words("Có hiệu lực từ ngày, yyyy-mm-dd.", "In force from this day, yyyy-mm-dd."),
    "valid_to": _words("Hết hiệu lực sau ngày, yyyy-mm-dd.", "In force until this day, yyyy-mm-dd."),
    "id": _words("Mã, mỗi mã một lần: K01, TH-01.", "Id, each once: K01, TH-01."),
    "form": _words("Mã biểu (form_id), ví dụ BM01.", "Id of the form, for example BM01."),
    "required": _words("yes: phải làm; no: tùy chọn.", "yes: must be filled; no: as one likes."),
    "standard": _words("Mã chuẩn nghèo.", "Id of the poverty standard."),
    "title": _words("Tên; cần đủ hai ngôn ngữ.", "Title; both languages."),
    "legal_basis": _words("Văn bản ban hành.", "The decision it stands on."),
    "year_from": _words("Áp dụng từ năm.", "Holds from this year."),
    "year_to": _words("Áp dụng đến năm.", "Holds until this year."),
    "source": _words("Bảng lấy số, ví dụ BM02.", "The table figures are taken from, BM02."),
    "percent_of": _words("Cột mẫu số của tỷ lệ.", "The column percentages are taken of."),
    "table": _words("Mã bảng tổng hợp.", "Id of the consolidated table."),
    "year": _words("Năm cố định của cột; trống: năm được hỏi.", "Fixed year; blank: the year asked."),
    "decimals": _words("Số chữ số thập phân.", "Number of decimals."),
    "unsplit": _words("Trường nói đơn vị không tách được số.", "Field by which a unit cannot split it."),
    "tally": _words("Đếm các dòng thỏa điều kiện này.", "Counts the rows for which this holds."),
    "names": _words("yes: nêu tên đơn vị thay vì đếm.", "yes: names the units instead of counting."),
    "apart": _words("Không cộng qua các mục này của by.", "Never added over these parts of by."),
    "weight": _words("Tỷ lệ gộp theo số đếm ở cột này.", "A rate put together by the counts of this column."),
    "own": _words("yes: số của chính đơn vị ở dòng.", "yes: what the unit of the line says of itself."),
    "zone": _words("Vùng theo trang unit_zones.", "An area of sheet unit_zones."),
    "rank": _words("Xếp hạng theo cột này, cao nhất trước.", "Ranked by this column, the highest first."),
    "by": _words(
        "Dòng của bảng: trục, trường, unit, class; dấu ; .",
        "What makes a line: axes, fields, unit, class; by ; .",
    ),
    "note": _words("In dưới bảng.", "Printed under the table."),
    "unit": _words("Đơn vị tính.", "Unit of measure."),
    "list": _words("Danh sách được thêm mục.", "The list that may be added to."),
    "field": _words("Trường, ví dụ c14 hoặc BM03.c10.", "Field, for example c14 or BM03.c10."),
}


OWN = {
    ("pack", "name"): _words(
        "id, version, title.vi, title.en, hoặc notes.…", "id, version, title.vi, title.en, or notes.…"
    ),
    ("pack", "value"): _words("Nội dung của mục ở cột name.", "What the name beside it stands for."),
    ("campaign", "name"): _words(
        "id, title.vi, title.en, standard, years, last_year, data_date, deadline.<cấp>, parameter.<tên>",
        "id, title.vi, title.en, standard, years, last_year, data_date, deadline.<level>, parameter.<name>",
    ),
    ("campaign", "value"): _words(
        "Ngày ghi yyyy-mm-dd; các năm cách nhau một dấu cách.", "Days as yyyy-mm-dd; years by spaces."
    ),
    ("units", "code"): _words(
        "Mã đơn vị chính thức; giữ số 0 đầu.", "The unit's official code; keep leading zeros."
    ),
    ("units", "name"): _words("Tên đầy đủ: Xã Ngọk Lây.", "Full name: Xã Ngọk Lây."),
    ("units", "kind"): _words("area: địa bàn; khác: loại cơ quan.", "area, or a kind of agency."),
    ("unit_moves", "unit"): _words(
        "Mã đơn vị cũ, có ở trang units; bị chia thì mỗi phần một dòng.",
        "Code of the old unit, as on sheet units; one row a part where it was divided.",
    ),
    ("unit_moves", "new"): _words("Mã đơn vị mới.", "Code of the new unit."),
    ("unit_moves", "name"): _words("Tên đầy đủ của đơn vị mới.", "Full name of the new unit."),
    ("unit_moves", "parent"): _words("Mã cấp trên của đơn vị mới.", "Code of the unit above the new one."),
    ("unit_moves", "parent_name"): _words("Tên cấp trên ấy.", "Name of that unit above."),
    ("unit_moves", "since"): _words("Từ ngày nào, yyyy-mm-dd.", "Since which day, yyyy-mm-dd."),
    ("unit_moves", "part"): _words(
        "yes: chỉ một phần dân số sang đó.", "yes: only a part of its people went there."
    ),
    ("unit_zones", "unit"): _words(
        "Mã đơn vị; đúng cả cho cấp dưới của nó.", "Code of the unit; holds for those below it too."
    ),
    ("unit_zones", "zone"): _words("Mã vùng: 30a, ct135, bg.", "Id of the area."),
    ("unit_zones", "inside"): _words("no: không thuộc vùng.", "no: not in the area."),
    ("unit_zones", "since"): _words("Từ ngày, yyyy-mm-dd.", "Since this day, yyyy-mm-dd."),
    ("unit_zones", "until"): _words("Đến hết ngày, yyyy-mm-dd.", "Until this day, yyyy-mm-dd."),
    ("unit_zones", "source"): _words("Văn bản hoặc nguồn.", "The decision or source."),
    ("assignments", "kind"): _words("Loại đơn vị, thường là area.", "Kind of unit, mostly area."),
    ("derivations", "table"): _words("Bảng nhận số liệu, ví dụ BM02.", "The table given figures, BM02."),
    ("derivations", "row"): _words(
        "Khóa dòng, các trục cách nhau dấu |; {year}: năm của sổ; *: mọi dòng còn lại.",
        "Key of the row, axes parted by |; {year} is the register's; * every row not named.",
    ),
    ("derivations", "source"): _words("Bảng của sổ, ví dụ BM19.", "A table of the register, BM19."),
    ("derivations", "when"): _words("Đếm các dòng thỏa điều kiện này.", "Rows are counted where this holds."),
    ("derivations", "amount"): _words("Cộng số này thay vì đếm.", "Adds this up instead of counting."),
    ("derivations", "covers"): _words(
        "all: chỉ khi sổ ghi mọi hộ.", "all: only by a register of all households."
    ),
    ("criteria", "most"): _words("Điểm cao nhất của tiêu chí.", "The most points of the criterion."),
    ("grades", "least"): _words(
        "Từ bao nhiêu % tổng điểm; ghi loại cao trước.", "From what % of all points; best first."
    ),
    ("quotas", "award"): _words("Mã hình thức khen; trống: mọi hình thức.", "Code of the award; blank: any."),
    ("quotas", "kind"): _words("Mã loại đối tượng; trống: mọi loại.", "Code of the kind; blank: any."),
    ("totals", "kind"): _words(
        "sum: theo đơn vị; series: theo năm; matrix: theo dòng; list: danh sách; grouped: theo cột by; "
        "changes: chênh lệch; tracker: theo dõi nộp.",
        "sum: by units; series: by years; matrix: by rows; list: records; grouped: by column by; "
        "changes: between revisions; tracker: who has sent.",
    ),
    ("totals", "when"): _words(
        "Chỉ lấy dòng của bảng nguồn thỏa điều kiện này.", "Only rows of the source where this holds."
    ),
    ("classes", "when"): _words(
        "Điều kiện trên các cột của bảng; trống: đơn vị không thuộc nhóm nào.",
        "XPath over the table's columns; blank: units in no other class.",
    ),
}


def hint(sheet: str, column: str) -> Words:
    """Give the hint of a column of a sheet ("BM-01 survey", "units"), empty where it needs none."""
    if (sheet, column) in OWN:
        return OWN[sheet, column]
    kinds = {"survey": SURVEY, "choices": CHOICES, "lists": CHOICES, "settings": SETTINGS}
    known = kinds.get(sheet.rpartition(" ")[2], TABLES)
    return known.get(column) or known.get(column.partition("::")[0], {})
