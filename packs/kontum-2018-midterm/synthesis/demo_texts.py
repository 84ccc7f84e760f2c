"""Synthetic people, models, nominations and narrative texts of the demo; no real person is described."""

# ruff: noqa: INP001, E501 - a script beside its data; a sentence of Vietnamese stands on one line
from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from demo_figures import Commune

Row = dict[str, object]
Names = Mapping[tuple[str, str, str], Sequence[tuple[str, float]]]


def number(value: float, decimals: int = 0) -> str:
    """Write a number the Vietnamese way: 1.234 and 17,29."""
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def percent(part: int, whole: int) -> str:
    """Write a rate with two decimals."""
    return f"{number(100 * part / whole, 2)} %" if whole else "–"


def _pick(items: Sequence[tuple[str, float]], chance: Random) -> str:
    left = chance.random() * sum(weight for _, weight in items)
    for text, weight in items:
        left -= weight
        if left < 0:
            return text
    return items[-1][0]


def invent_name(names: Names, group: str, sex: str, chance: Random) -> str:
    """Put a name together as the group does: surname, middle and given name, or A/Y and one name."""

    def part(which: str) -> str:
        items = names.get((group, sex, which)) or names.get((group, "", which)) or ()
        return _pick(items, chance) if items else ""

    if (group, sex, "prefix") in names:
        return f"{part('prefix')} {part('given')}"
    return " ".join(word for word in (part("surname"), part("middle"), part("given")) if word)


def invent_person(names: Names, commune: Commune | None, chance: Random) -> tuple[str, str, str]:
    """Give name, sex and ethnic group of an invented person of the commune (of anywhere: Kinh)."""
    sex = "M" if chance.random() < 0.62 else "F"
    stock = commune.stocks["2018"] if commune else None
    group = "01"
    if commune and stock and chance.random() < 0.8 * stock.minority / stock.households:
        group = _pick(commune.ethnic_mix, chance)
    if not any(key[0] == group for key in names):
        group = "01"
    return invent_name(names, group, sex, chance), sex, group


MODELS = (
    ("Nuôi bò sinh sản luân chuyển", "production", "Hội Nông dân", 24, 420, "bò giống"),
    ("Trồng cà phê xứ lạnh xen cây ăn quả", "production", "Hội Nông dân", 31, 610, "cây giống và phân bón"),
    (
        "Trồng sâm dây và dược liệu dưới tán rừng",
        "production",
        "Tổ hợp tác dược liệu",
        18,
        350,
        "cây giống dược liệu",
    ),
    ("Tổ tiết kiệm và vay vốn của phụ nữ", "credit", "Hội Liên hiệp Phụ nữ", 42, 860, "vốn vay ưu đãi"),
    ("Nuôi heo sọ dưa theo nhóm hộ", "production", "Tổ hợp tác chăn nuôi", 16, 210, "heo giống"),
    ("Nhóm hộ viết đơn xin thoát nghèo", "aspiration", "Mặt trận Tổ quốc", 22, 95, "công cụ sản xuất"),
    ("Loa thôn đưa tin giá cả và kỹ thuật", "information", "Ban Văn hóa", 60, 140, "thiết bị truyền thanh"),
    ("Cộng đồng cùng làm nhà vệ sinh", "community", "Ban công tác Mặt trận", 48, 310, "vật liệu xây dựng"),
    ("Trồng mì cao sản rải vụ", "production", "Hợp tác xã nông nghiệp", 35, 380, "giống mì và máy làm đất"),
    ("Nuôi dê trên đất dốc", "production", "Hội Cựu chiến binh", 14, 260, "dê giống"),
    ("Dệt thổ cẩm gắn với du lịch làng", "community", "Hội Liên hiệp Phụ nữ", 19, 180, "khung dệt và sợi"),
    (
        "Trồng lúa nước hai vụ có thủy lợi nhỏ",
        "production",
        "Tổ hợp tác dùng nước",
        40,
        540,
        "đường ống và giống lúa",
    ),
)


def model(number_: int, commune: Commune, chance: Random) -> Row:
    """Make one model sheet (BM16) that keeps K30 in its commune."""
    name, kind, by, households, cost, gift = MODELS[number_]
    poor = round(households * 0.8)
    escaped_here = sum(int(str(r["c05"])) + int(str(r["c06"])) for r in commune.rows["BM02"])
    escaped = min(poor, escaped_here // 3, round(households * 0.35))
    state = round(cost * 0.6) * 10**6
    loan = round(cost * 0.25) * 10**6
    before = round(14 + 8 * chance.random(), 1)
    after = round(before * (1.35 + 0.3 * chance.random()), 1)
    place = commune.place
    return {
        "row": 1,
        "c01": f"{name} tại {place}",
        "c02": kind,
        "c03": f"Thôn 1 và thôn 2, {place}",
        "c04": f"{by} {place}",
        "c05": f"{2016 + number_ % 2}-{1 + number_ % 12:02d}",
        "c06": "2018-06" if number_ == 6 else "",
        "c07": "",
        "c08": households,
        "c09": poor,
        "c10": round(households * commune.stocks["2018"].minority / commune.stocks["2018"].households),
        "c12": state,
        "c13": loan,
        "c14": (cost * 10**6) - state - loan,
        "c15": round(before * 10) * 100000,
        "c16": round(after * 10) * 100000,
        "c17": escaped,
        "c18": (
            f"Ủy ban nhân dân {place} họp dân, chọn {households} hộ tự nguyện, trong đó {poor} hộ nghèo và hộ cận nghèo. "
            f"Các hộ lập thành nhóm có trưởng nhóm, cùng góp công và nhận hỗ trợ ban đầu là {gift}. "
            "Cán bộ khuyến nông hướng dẫn kỹ thuật tại chỗ theo cách cầm tay chỉ việc, mỗi tháng nhóm họp một lần để chia sẻ kinh nghiệm.\n"
            "Hộ đã vươn lên chuyển lại một phần vốn hoặc con giống cho hộ tiếp theo trong danh sách đã được dân thống nhất."
        ),
        "c19": (
            f"Thu nhập bình quân của hộ tham gia tăng từ {number(before, 1)} lên {number(after, 1)} triệu đồng/năm. "
            f"Đến nay có {escaped} hộ thoát nghèo. Các hộ mạnh dạn bàn cách làm ăn, trẻ em đi học đều hơn."
        ),
        "c20": (
            "Hộ phải tự nguyện và có cam kết; hỗ trợ có thu hồi, quay vòng; có người hướng dẫn ở ngay trong thôn. "
            "Nhân rộng được ở nơi có đất, nước và thị trường tương tự."
        ),
        "c21": ("high", "medium", "high", "low")[number_ % 4],
        "c22": "" if number_ % 3 else "Hai thôn lân cận trong xã",
        "c23": "",
        "c24": ("district", "province", "commune", "district")[number_ % 4],
        **_need(number_, commune, replicable=number_ % 4 != 3),
    }


def _need(number: int, commune: Commune, *, replicable: bool) -> dict[str, object]:
    """What replicating a model would take; asked only where it can be replicated."""
    if not replicable:
        return dict.fromkeys(("x01", "x02", "x03", "x04", "x05"), "")
    households = 10 + 5 * (number % 5)
    return {
        "x01": households * 12_000_000,
        "x02": ("district", "province", "central")[number % 3],
        "x03": f"Các {commune.village} còn lại của {commune.place}",
        "x04": households,
        "x05": ("district", "province")[number % 2],
    }


AWARDS = (("commune_merit", "commune"), ("district_merit", "district"), ("province_diploma", "province"))


def nomination(n: int, commune: Commune, names: Names, chance: Random) -> tuple[Row, list[Row], list[Row]]:
    """Make one nomination (BM17) with its evidence figures and earlier awards."""
    kind = ("individual", "household", "collective")[n % 3]
    home = f"{commune.village.capitalize()} {1 + n % 4}"
    award, level = AWARDS[(n // 3) % 3]
    name, sex, group = invent_person(names, commune, chance)
    person = kind == "individual"
    end = commune.stocks["2018"]
    start = commune.stocks["2015"]
    if kind == "collective":
        name = f"{home}, {commune.place}"
    deeds = {
        "individual": (
            f"Trong ba năm 2016–2018 đã cùng ban chỉ đạo giảm nghèo đến từng hộ, giúp rà soát đúng người, đúng hoàn cảnh và theo dõi việc làm ăn của các hộ được giao. "
            f"Đã vận động nhiều hộ tham gia tổ tiết kiệm, chuyển đổi cây trồng và giữ cho con em đến lớp. "
            f"Nhờ đó tỷ lệ hộ nghèo của {commune.place} giảm từ {percent(start.poor, start.households)} cuối năm 2015 xuống {percent(end.poor, end.households)} cuối năm 2018, không có khiếu nại kéo dài."
        ),
        "household": (
            "Đầu năm 2016 là hộ nghèo, thiếu vốn và thiếu kinh nghiệm sản xuất. Gia đình đã vay vốn ưu đãi, cải tạo vườn tạp, nuôi bò sinh sản và trồng thêm cà phê, "
            "tham gia đầy đủ các lớp hướng dẫn kỹ thuật. Từ năm 2017 thu nhập ổn định, gia đình tự nguyện viết đơn xin thoát nghèo để nhường hỗ trợ cho hộ khó khăn hơn, "
            "đồng thời giúp ba hộ lân cận giống, công lao động và kinh nghiệm làm ăn."
        ),
        "collective": (
            "Chi bộ và ban nhân dân thôn đã họp dân bàn công khai danh sách hộ nghèo, phân công từng đảng viên, hội viên giúp một hộ. "
            "Thôn vận động nhân dân góp công làm đường ngõ, đào giếng, làm nhà vệ sinh và giữ sạch đường làng. "
            "Ba năm qua số hộ nghèo của thôn giảm đều, trẻ em trong độ tuổi đến trường đầy đủ, nhiều hộ tự nguyện đăng ký thoát nghèo và giúp nhau vốn, giống, ngày công."
        ),
    }
    present = 9 + n % 5
    row: Row = {
        "row": 1,
        "c01": kind,
        "c02": ("mr" if sex == "M" else "ms") if person else "",
        "c03": name,
        "c04": (f"{1960 + n * 2}-0{1 + n % 9}-1{n % 10}" if n % 2 else str(1960 + n * 2)) if person else "",
        "c05": ("male" if sex == "M" else "female") if person else "",
        "c06": group if kind != "collective" else "",
        "c07": commune.name if person else "",
        "c08": f"{home}, {commune.place}, {commune.district_place}",
        "c09": (f"Trưởng {commune.village}", "Cán bộ giảm nghèo", "Chi hội trưởng Phụ nữ")[
            n % 3 or n // 3 % 3
        ]
        if person
        else "",
        "c10": f"Ủy ban nhân dân {commune.place}" if person else "",
        "c11": "Trung cấp" if person else "",
        "c12": f"Thôn có hơn {40 + 3 * n} hộ, phần lớn sống bằng nông nghiệp; địa bàn rộng, đường đi lại mùa mưa còn khó khăn."
        if kind == "collective"
        else "",
        "x02": 40 + 3 * n if kind == "collective" else "",
        "x03": "",
        "x04": 3 + n % 4 if kind == "household" else "",
        "x05": "2017" if kind == "household" else "",
        "c13": "Theo dõi công tác giảm nghèo của " + commune.village + "." if person else "",
        "c14": deeds[kind],
        "x01": ("programme", "movement")[n % 2],
        "c17": award,
        "c18": level,
        "c19": {"collective": "01", "individual": "02", "household": "07"}[kind],
        "c20": present - n % 2,
        "c20b": present,
        "x06": present + n % 3,
        "x07": f"{12 + n}/BB-HĐTĐKT",
        "c21": f"2018-09-{10 + n:02d}",
        "c22": 1,
        "c23": "",
        "c24": "",
        "c25": 1,
    }
    evidence: list[Row] = []
    if kind != "household":
        poor = [round(12 + 20 * chance.random())]
        poor += [max(1, poor[0] - 3), max(1, poor[0] - 7)]
        evidence.append(
            {
                "parent": 1,
                "row": 1,
                "c01": "Số hộ nghèo của thôn",
                "c02": "hộ",
                "c03": poor[0],
                "c04": poor[1],
                "c05": poor[2],
            }
        )
        evidence.append(
            {
                "parent": 1,
                "row": 2,
                "c01": "Số hộ được hướng dẫn sản xuất",
                "c02": "hộ",
                "c03": 8 + n,
                "c04": 12 + n,
                "c05": 15 + n,
            }
        )
    earlier: list[Row] = []
    if n % 4 == 0:
        earlier.append(
            {
                "parent": 1,
                "row": 1,
                "c01": "2017",
                "c02": "Giấy khen UBND xã",
                "c03": f"{30 + n}/QĐ-UBND",
                "c04": "2017-12-20",
                "c05": f"Ủy ban nhân dân {commune.place}",
            }
        )
    return row, evidence, earlier


def narrative(commune: Commune, chance: Random) -> Row:
    """Write the nine sections of BM18 from the commune's own figures."""
    start, end = commune.stocks["2015"], commune.stocks["2018"]
    poor = commune.rows["BM02"]
    villages = commune.rows["BM01"][-1]["c01"]
    escaped = sum(int(str(r["c05"])) + int(str(r["c06"])) for r in poor)
    entered = sum(int(str(r[c])) for r in poor for c in ("c10", "c11", "c12"))
    place, kind = commune.name, "tổ dân phố" if commune.urban else "thôn, làng"
    dep = sorted(((commune.deprived["NG", i], label) for i, label in LACKS.items()), reverse=True)[:2]
    living = "buôn bán, dịch vụ và nông nghiệp" if commune.urban else "nông nghiệp và chăm sóc rừng"
    extra = (
        "Mùa mưa kéo dài, một số tuyến đường bị sạt lở.",
        "Giá nông sản lên xuống thất thường.",
        "Dân cư ở phân tán, đi lại còn khó khăn.",
    )[int(chance.random() * 3)]
    return {
        "c01": (
            f"{place} thuộc {commune.district_place}, có {villages} {kind}. Đến cuối năm 2018 toàn địa bàn có {number(end.households)} hộ với {number(end.persons)} khẩu, "
            f"trong đó {number(end.minority)} hộ đồng bào dân tộc thiểu số ({percent(end.minority, end.households)}).\n"
            f"Nhân dân sống chủ yếu bằng {living}. Cuối năm 2015, theo chuẩn nghèo tiếp cận đa chiều, có {number(start.poor)} hộ nghèo "
            f"({percent(start.poor, start.households)}) và {number(start.near)} hộ cận nghèo ({percent(start.near, start.households)}). {extra}"
        ),
        "c02": (
            "Đảng ủy ban hành nghị quyết chuyên đề; Ủy ban nhân dân kiện toàn Ban chỉ đạo giảm nghèo và phân công thành viên phụ trách từng địa bàn. "
            "Hằng năm có kế hoạch giảm nghèo, giao chỉ tiêu đến từng thôn và giao ban hằng tháng.\n"
            "Công tác tuyên truyền được lồng ghép trong họp thôn, sinh hoạt đoàn thể và trên loa truyền thanh. Ban Thanh tra nhân dân và Mặt trận giám sát việc bình xét, niêm yết công khai danh sách."
        ),
        "c03": (
            f"Trong ba năm 2016–2018 có {number(escaped)} lượt hộ thoát nghèo, {number(entered)} lượt hộ tái nghèo, phát sinh hoặc từ cận nghèo trở thành nghèo. "
            f"Cuối năm 2018 còn {number(end.poor)} hộ nghèo ({percent(end.poor, end.households)}), giảm {number(100 * start.poor / start.households - 100 * end.poor / end.households, 2)} điểm phần trăm so với cuối năm 2015.\n"
            f"Hộ nghèo đồng bào dân tộc thiểu số còn {number(end.poor_minority)} hộ, bằng {percent(end.poor_minority, end.minority)} số hộ dân tộc thiểu số. Hộ cận nghèo là {number(end.near)} hộ ({percent(end.near, end.households)}).\n"
            "Các dự án hỗ trợ sản xuất, hạ tầng và truyền thông được thực hiện theo kế hoạch vốn hằng năm; hộ nghèo được cấp thẻ bảo hiểm y tế và hỗ trợ tiền điện đúng quy định."
        ),
        "c04": (
            f"Chính sách giúp hộ nghèo có thêm vốn, giống và kiến thức. Thiếu hụt còn lớn nhất là {dep[0][1]} ({number(dep[0][0])} hộ nghèo) và {dep[1][1]} ({number(dep[1][0])} hộ). "
            "Người dân tin tưởng việc bình xét công khai; nhiều hộ đã chủ động đăng ký thoát nghèo."
        ),
        "c05": (
            "Một số chính sách cùng hỗ trợ một đối tượng nhưng mức và thủ tục khác nhau, cán bộ thôn khó hướng dẫn. "
            "Đề nghị gộp các khoản hỗ trợ trực tiếp nhỏ, tăng phần cho vay và hỗ trợ có điều kiện; giữ chính sách bảo hiểm y tế và hỗ trợ học tập."
        ),
        "c06": (
            "Cách làm hay là giao từng đoàn thể, đảng viên giúp từng hộ cụ thể và hỗ trợ có thu hồi, quay vòng trong nhóm hộ. "
            "Bài học là phải bàn với dân, chọn đúng hộ, có người hướng dẫn tại chỗ và kiểm tra thường xuyên."
        ),
        "c07": (
            f"Kết quả giảm nghèo chưa thật bền vững: {number(entered)} lượt hộ vào lại danh sách trong ba năm. Một bộ phận hộ còn trông chờ hỗ trợ; thiếu đất tốt, thiếu việc làm ngoài mùa vụ. "
            "Nguyên nhân khách quan là điểm xuất phát thấp, thiên tai và giá cả; nguyên nhân chủ quan là một số kế hoạch chậm, theo dõi sau hỗ trợ chưa đều."
        ),
        "c08": (
            f"Phấn đấu đến năm 2020 giảm thêm ít nhất một phần ba số hộ nghèo hiện có, tập trung vào {dep[0][1]} và {dep[1][1]}. "
            "Ưu tiên vốn cho nhóm hộ có khả năng thoát nghèo, mở lớp nghề ngắn hạn và nhân rộng mô hình đã có hiệu quả."
        ),
        "c09": (
            "Đề nghị cấp trên giao vốn sớm từ đầu năm, đơn giản hồ sơ và cho lồng ghép các nguồn ở cấp xã. "
            "Đề nghị huyện, tỉnh hỗ trợ làm nhà vệ sinh, nước sạch và tập huấn cho cán bộ thôn."
        ),
    }


LACKS = {
    "A1": "tiếp cận dịch vụ y tế",
    "A2": "bảo hiểm y tế",
    "B1": "trình độ giáo dục của người lớn",
    "B2": "việc đi học của trẻ em",
    "C1": "chất lượng nhà ở",
    "C2": "diện tích nhà ở",
    "D1": "nguồn nước sinh hoạt",
    "D2": "hố xí, nhà tiêu hợp vệ sinh",
    "E1": "dịch vụ viễn thông",
    "E2": "tài sản tiếp cận thông tin",
}

REASONS = {
    "c09": "{n} hộ nghèo chuyển đi nơi khác hoặc hộ chỉ có một người đã mất, có xác nhận của thôn.",
    "c13": "{n} hộ nghèo chuyển đến theo kế hoạch sắp xếp dân cư, có xác nhận của nơi đi.",
    "K15": "Số chỉ số thiếu hụt bình quân thấp do địa bàn đã có nước, điện và nhà ở tốt; đã rà soát lại.",
    "K19": "Tỷ lệ thay đổi lớn do sắp xếp lại hộ và hỗ trợ nhà ở tập trung trong năm; đã rà soát lại danh sách.",
    "K20": "Số hộ tăng nhanh do tách hộ và dân cư chuyển đến; đã đối chiếu với Công an xã.",
}
