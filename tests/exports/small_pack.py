"""A small pack with every kind of cell and every way a table lies, shaped like BM-02, 05, 16, 17 and 18."""

from datetime import UTC, date, datetime

from forms.pack import (
    Assignment,
    Campaign,
    Choice,
    Field,
    FixedRow,
    Form,
    Kind,
    Layout,
    Level,
    Pack,
    Roll,
    Standard,
    Table,
    TableKind,
    Unit,
)
from forms.report import Header, PackageKind, Status

YEARS = ("2016", "2017", "2018")
COMMUNE, OTHER_COMMUNE, DISTRICT, PROVINCE, AGENCY = "23404", "23407", "617", "62", "A1"


def words(vi, en=""):
    return {"vi": vi, "en": en or vi}


def field(table, name, kind, label, **more):
    for part in ("unit", "group"):
        if part in more:
            more[part] = words(more[part])
    more.setdefault("rollup", Roll.SUM if kind in {Kind.INTEGER, Kind.DECIMAL} else Roll.LIST)
    return Field(name, f"/{table}/{name}", kind, words(label), **more)


def key_field(table, name):
    return Field(name, f"/{table}/{name}", Kind.KEY, words(name), rollup=Roll.NONE)


HEADER_FORM = Form(
    "BM00",
    "BM-00",
    "1.0.0",
    words("Thông tin gói số liệu"),
    (
        Table(
            "BM00",
            "BM00",
            "/BM00",
            TableKind.SINGLE,
            words("Thông tin gói"),
            (field("BM00", "c12", Kind.TEXT, "Người lập biểu"),),
            role="header",
        ),
    ),
)

MOVEMENT = Form(
    "BM02",
    "BM-02",
    "1.0.0",
    words("Diễn biến hộ nghèo giai đoạn 2016–2018"),
    (
        Table(
            "BM02",
            "BM02",
            "/BM02/rows",
            TableKind.FIXED,
            words("Diễn biến hộ nghèo"),
            (
                key_field("BM02", "year"),
                field("BM02", "c01", Kind.INTEGER, "Tổng số hộ dân cư đầu kỳ", unit="hộ", group="I. Đầu kỳ"),
                field(
                    "BM02", "c02", Kind.INTEGER, "Trong đó hộ dân tộc thiểu số", unit="hộ", group="I. Đầu kỳ"
                ),
                field(
                    "BM02",
                    "c07",
                    Kind.INTEGER,
                    "Tổng số hộ thoát nghèo",
                    unit="hộ",
                    group="II. Trong kỳ",
                    calculate="../c05 + ../c06",
                ),
                field("BM02", "c13", Kind.INTEGER, "Thu nhập bình quân", unit="triệu đồng", scale=1_000_000),
                field("BM02", "c22", Kind.TEXT, "Số quyết định công nhận, ngày", max_length=60),
                field(
                    "BM02",
                    "r01",
                    Kind.DECIMAL,
                    "Tỷ lệ hộ nghèo cuối kỳ",
                    unit="%",
                    decimals=2,
                    calculate="x",
                    rollup=Roll.CALC,
                ),
            ),
            axes=("year",),
            rows=tuple(FixedRow((year,), words(f"Năm {year}")) for year in YEARS),
            layout=Layout.COLUMNS,
        ),
    ),
    sheet="Hộ nghèo",
    orientation="portrait",
)

INDICATORS = (
    ("A1", "Tiếp cận các dịch vụ y tế"),
    ("B1", "Trình độ giáo dục của người lớn"),
    ("D2", "Hố xí, nhà tiêu hợp vệ sinh"),
)
GROUPS = (("NG", "Hộ nghèo chung"), ("N2", "Hộ nghèo thiếu hụt dịch vụ xã hội cơ bản"))
DEPRIVATION = Form(
    "BM05",
    "BM-05",
    "1.0.1",
    words("Phân tích mức độ thiếu hụt tiếp cận dịch vụ xã hội cơ bản"),
    (
        Table(
            "BM05",
            "BM05",
            "/BM05/rows",
            TableKind.FIXED,
            words("Thiếu hụt"),
            (
                key_field("BM05", "indicator"),
                key_field("BM05", "group"),
                key_field("BM05", "year"),
                field("BM05", "c00", Kind.INTEGER, "Số hộ của nhóm", unit="hộ", calculate="x"),
                field("BM05", "c01", Kind.INTEGER, "Số hộ thiếu hụt", unit="hộ", group="Thiếu hụt"),
                field("BM05", "c02", Kind.DECIMAL, "Diện tích", unit="ha", decimals=2, group="Thiếu hụt"),
                field("BM05", "c03", Kind.CHOICE, "Có theo dõi", list="yes_no"),
                field("BM05", "c04", Kind.TEXT, "Ghi chú"),
            ),
            axes=("indicator", "group", "year"),
            rows=tuple(
                FixedRow(
                    (indicator, group, year),
                    words(f"{indicator}. {label} – năm {year}"),
                    words(heading),
                )
                for group, heading in GROUPS
                for indicator, label in INDICATORS
                for year in YEARS
            ),
        ),
    ),
    sheet="Hộ nghèo",
)

MODELS = Form(
    "BM16",
    "BM-16",
    "1.0.0",
    words("Phiếu mô hình giảm nghèo hiệu quả, cách làm hay"),
    (
        Table(
            "BM16",
            "BM16",
            "/BM16",
            TableKind.RECORDS,
            words("Mô hình"),
            (
                field("BM16", "c01", Kind.TEXT, "Tên mô hình", max_length=200),
                field("BM16", "c02", Kind.CHOICE, "Lĩnh vực", list="areas"),
                field("BM16", "c03", Kind.CHOICES, "Đối tượng", list="areas"),
                field("BM16", "c05", Kind.MONTH, "Thời gian bắt đầu"),
                field(
                    "BM16",
                    "c11",
                    Kind.INTEGER,
                    "Tổng kinh phí",
                    unit="triệu đồng",
                    scale=1_000_000,
                    decimals=3,
                    calculate="x",
                ),
                field("BM16", "c12", Kind.DECIMAL, "Diện tích", unit="ha", decimals=2),
                field("BM16", "c18", Kind.MEMO, "Cách làm", rollup=Roll.TXT),
                field("BM16", "c23", Kind.FILES, "Ảnh, tài liệu kèm theo"),
            ),
            layout=Layout.RECORD,
        ),
    ),
    orientation="portrait",
)

AWARDS = Form(
    "BM17",
    "BM-17",
    "1.0.0",
    words("Danh sách và hồ sơ đề nghị khen thưởng"),
    (
        Table(
            "BM17",
            "BM17",
            "/BM17",
            TableKind.RECORDS,
            words("Người được đề nghị"),
            (
                field("BM17", "c03", Kind.TEXT, "Họ và tên", max_length=150),
                field("BM17", "c04", Kind.DATE_OR_YEAR, "Ngày sinh"),
                field("BM17", "c14", Kind.MEMO, "Thành tích đạt được"),
                field("BM17", "c20", Kind.YEAR, "Năm"),
                field("BM17", "c21", Kind.DATE, "Ngày biên bản họp"),
            ),
        ),
        Table(
            "BM17.c16",
            "BM17",
            "/BM17/c16",
            TableKind.RECORDS,
            words("Khen thưởng đã có"),
            (
                field("BM17.c16", "c01", Kind.YEAR, "Năm"),
                field("BM17.c16", "c02", Kind.TEXT, "Hình thức khen thưởng"),
                field("BM17.c16", "c03", Kind.INTEGER, "Tiền thưởng", unit="đồng"),
            ),
            parent="BM17",
        ),
    ),
)

NARRATIVE = Form(
    "BM18",
    "BM-18",
    "1.0.0",
    words("Báo cáo thuyết minh"),
    (
        Table(
            "BM18",
            "BM18",
            "/BM18",
            TableKind.SINGLE,
            words("Thuyết minh"),
            (
                field("BM18", "c01", Kind.MEMO, "1. Đặc điểm tình hình", rollup=Roll.TXT),
                field("BM18", "c02", Kind.MEMO, "2. Công tác lãnh đạo, chỉ đạo", rollup=Roll.TXT),
            ),
            layout=Layout.RECORD,
        ),
        Table(
            "BM18.c10",
            "BM18",
            "/BM18/c10",
            TableKind.RECORDS,
            words("Giải trình cảnh báo"),
            (
                field("BM18.c10", "c01", Kind.TEXT, "Mã kiểm tra", max_length=20),
                field("BM18.c10", "c02", Kind.TEXT, "Ô", max_length=60),
                field("BM18.c10", "c03", Kind.TEXT, "Giải trình", max_length=1000),
            ),
            parent="BM18",
            role="explanations",
        ),
    ),
    orientation="portrait",
)


def unit(code, name, short, level, parent, kind="area"):
    return Unit(code, name, short, level, kind, name.split(" ", maxsplit=1)[0], parent)


PACK = Pack(
    "small",
    "1.0.0",
    words("Bộ biểu nhỏ để thử"),
    forms=(HEADER_FORM, MOVEMENT, DEPRIVATION, MODELS, AWARDS, NARRATIVE),
    lists={
        "yes_no": (Choice("1", words("Có")), Choice("0", words("Không"))),
        "areas": (
            Choice("production", words("Sản xuất [trồng trọt]")),
            Choice("credit", words("Tín dụng")),
            Choice("other", words("")),
        ),
    },
    levels=(
        Level("province", words("Tỉnh")),
        Level("district", words("Huyện"), "province"),
        Level("commune", words("Xã"), "district"),
    ),
    units=(
        unit(PROVINCE, "Tỉnh Kon Tum", "Kon Tum", "province", ""),
        unit(DISTRICT, "Huyện Tu Mơ Rông", "Tu Mơ Rông", "district", PROVINCE),
        unit(COMMUNE, "Xã Ngọc Lây", "Ngọc Lây", "commune", DISTRICT),
        unit(OTHER_COMMUNE, "Xã Đắk Na", "Đắk Na", "commune", DISTRICT),
        unit(AGENCY, "Phòng giao dịch Ngân hàng Chính sách xã hội", "NHCSXH", "commune", DISTRICT, "bank"),
    ),
    assignments=(
        *(Assignment(form, "commune", "area", required=True) for form in ("BM00", "BM02", "BM05", "BM18")),
        *(Assignment(form, "commune", "area", required=False) for form in ("BM16", "BM17")),
        Assignment("BM02", "commune", "bank", required=True),
    ),
    standards=(
        Standard("VN-2016", words("Chuẩn nghèo 2016–2020"), "QĐ 59/2015/QĐ-TTg", 2016, 2021, (), (), ()),
    ),
    campaign=Campaign(
        "KT-2018-GK",
        words("Đánh giá giữa kỳ giảm nghèo giai đoạn 2016–2018"),
        "VN-2016",
        YEARS,
        "2018",
        "2018-09-30",
        {"commune": "2018-09-30"},
    ),
)


def header(kind=PackageKind.REPORT, **more):
    """The cover of a commune's first report."""
    given = {
        "kind": kind,
        "package_id": "6f9619ff-8b86-4d01-b42d-00cf4fc964ff",
        "campaign": "KT-2018-GK",
        "pack": PACK.id,
        "pack_version": PACK.version,
        "pack_hash": PACK.hash,
        "standard": "VN-2016",
        "unit": COMMUNE,
        "unit_name": "Xã Ngọc Lây",
        "level": "commune",
        "recipient": DISTRICT,
        "revision": 1,
        "sequence": 1,
        "data_date": date(2018, 9, 30),
        "status": Status.ESTIMATED,
        "preparer": "Y Blễ",
        "approver": "A Mới",
        "made_at": datetime(2018, 10, 1, 3, 0, 0, tzinfo=UTC),
        "preparer_position": "Công chức Văn hóa – Xã hội",
        "approver_position": "Chủ tịch",
    }
    if kind is PackageKind.DISTRICT:
        given |= {
            "unit": DISTRICT,
            "unit_name": "Huyện Tu Mơ Rông",
            "level": "district",
            "recipient": PROVINCE,
        }
    return Header(**(given | more))
