"""Writes a demonstration commune's households as the list its office would have: a CSV to be imported.

write_list(folder, data, unit, area, standard, year) -> folder/ho-23404-2018.csv
take_register(desk, data, folder) -> the list imported as an office does it, its register not used yet
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

from desktop_app.demo_data import DemoData
from desktop_app.demo_households import INDICATORS, KINH, Household, households, points
from forms.pack import Standard
from forms.problems import Problem
from forms.register import standard_of
from office.desk import Desk
from office.importing import Taken, begin, dry_run, look, take_in
from office.registers import ALL, derived, open_book, years

HEADINGS = (
    *("Mã hộ", "Họ tên chủ hộ", "Giới tính", "Năm sinh", "Số CMND/CCCD", "Dân tộc", "Thôn"),
    *("Số nhân khẩu", "Trong đó trẻ em dưới 16 tuổi", "Khu vực", "Điểm B1", "Điểm B2"),
    *(f"Thiếu hụt {one}" for one in INDICATORS),
    *("Phân loại kỳ trước", "Biến động", "Nguyên nhân", "Nhóm đối tượng", "Ngày rà soát", "Cán bộ rà soát"),
)
_CHANGES = {
    "": "",
    "still": "Nghèo, cận nghèo cũ",
    "escaped": "Thoát nghèo, thoát cận nghèo",
    "relapsed": "Tái nghèo, tái cận nghèo",
    "arising": "Phát sinh mới",
    "moved_in": "Chuyển đến",
    "moved_out": "Chuyển đi",
    "split": "Tách hộ",
}
_YES, _NO, _MALE, _FEMALE = "Có", "Không", "Nam", "Nữ"
_AREAS = {"rural": "Nông thôn", "urban": "Thành thị"}
_SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô")
_MIDDLE = {False: ("Văn", "Hữu", "Đức", "Quang", "Minh"), True: ("Thị", "Thị Ngọc", "Thị Thu", "Thị Kim")}
_GIVEN = {
    False: ("An", "Bình", "Cường", "Dũng", "Đông", "Hải", "Hùng", "Khánh", "Long", "Nam", "Sơn", "Thắng"),
    True: ("Hoa", "Lan", "Hương", "Mai", "Nga", "Oanh", "Phượng", "Thảo", "Thủy", "Vân", "Xuân", "Yến"),
}
_OURS = {  # given names in the languages of the province's minorities, after "A" for men and "Y" for women
    False: ("Klơn", "Blưu", "Hmrưng", "Thut", "Bleo", "Nhơn", "Pru", "Đeng", "Kheng", "Liêu"),
    True: ("Blơm", "Hyêu", "Nghĩa", "Đuôn", "Tâm", "Vêu", "Hlen", "Mlơi", "Khuên", "Rơm"),
}


def write_list(folder: Path, data: DemoData, unit: str, area: str, standard: Standard, year: int) -> Path:
    """Write the commune's households of a year as CSV with a title above, as lists have; give the file."""
    path = folder / f"ho-{unit}-{year}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([f"DANH SÁCH HỘ GIA ĐÌNH NĂM {year} (dữ liệu tổng hợp, không phải người thật)"])
        writer.writerow([])
        writer.writerow(HEADINGS)
        writer.writerows(lines(data, unit, area, standard, year))
    return path


def take_register(desk: Desk, data: DemoData, folder: Path) -> Taken:
    """Write the list of the campaign's last year and import it into the office's register of that year.

    Raises DEMO_REGISTER where the dry run finds anything to say about the list.
    """
    year = years(desk)[-1]
    standard = standard_of(desk.pack, year)
    if standard is None:
        raise Problem("REGISTER_NOT_KEPT", unit=desk.unit.name)
    path = write_list(folder, data, desk.unit.code, desk.unit.area, standard, year)
    book = open_book(desk, year, ALL)
    listed = look(book, path)
    dry = dry_run(book, listed, begin(book, listed, 0, book.pack.forms[0].tables[0].id))
    if dry.troubles:
        raise Problem("DEMO_REGISTER", unit=desk.unit.name, text=str(dry.troubles[0])[:80])
    return take_in(book, dry)


def different(desk: Desk, data: DemoData) -> list[str]:
    """Name the figures of the last year that the register gives otherwise than the commune states them."""
    return [
        str(cell)
        for cell, value in derived(desk, years(desk)[-1]).items()
        if str(value) != data.tables[cell.table][cell.key].get(cell.field, "0")
    ]


def lines(data: DemoData, unit: str, area: str, standard: Standard, year: int) -> Iterator[list[str]]:
    """Give the list line by line, in the order of `HEADINGS`; one unit and year always gives the same."""
    chance = Random(f"{unit} {year}")  # noqa: S311 - invented people, no secrets
    found = households(data, str(year), chance)
    villages = max(3, len(found) // 150)
    for number, one in enumerate(found, 1):
        yield _line(
            one, number, unit, area, standard, year, 1 + number * villages // (len(found) + 1), chance
        )


def _line(
    one: Household,
    number: int,
    unit: str,
    area: str,
    standard: Standard,
    year: int,
    village: int,
    chance: Random,
) -> list[str]:
    gone = one.change == "moved_out"
    lacks = [_NO if gone else _YES if name in one.lacks else _NO for name in INDICATORS]
    reviewed = date(year, 7, 1) + timedelta(days=int(chance.random() * 45))
    place = "Tổ dân phố" if area == "urban" else "Thôn"
    return [
        f"{unit}{number:05d}",
        _name(one, chance),
        _FEMALE if one.female else _MALE,
        str(year - 24 - int(chance.random() * 60)),
        f"000{unit}{number:04d}",
        one.ethnic,
        f"{place} {village}",
        str(one.members),
        str(one.children),
        _AREAS[area],
        "" if gone else str(points(standard, area, one, chance)),
        "" if gone else str(10 * len(one.lacks)),
        *lacks,
        one.previous,
        _CHANGES[one.change],
        " ".join(sorted(one.causes)),
        " ".join(sorted(one.groups)),
        reviewed.strftime("%d/%m/%Y"),
        "Nguyễn Thị Rà Soát",
    ]


def _name(one: Household, chance: Random) -> str:
    def any_of(names: tuple[str, ...]) -> str:
        return names[int(chance.random() * len(names))]

    if one.ethnic != KINH:
        return f"{'Y' if one.female else 'A'} {any_of(_OURS[one.female])}"
    return " ".join((any_of(_SURNAMES), any_of(_MIDDLE[one.female]), any_of(_GIVEN[one.female])))
