"""A district adds rows to open lists by a signed file; nothing of the pack or of answers is lost by it."""

from contextlib import ExitStack, suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.keys import new_key
from exports.opc import SUPPLEMENT, read_zip, write_zip
from forms.answers import Address
from forms.pack import Choice
from forms.problems import Problem
from forms.supplements import (
    Item,
    Supplement,
    base_version,
    read,
    split_version,
    version_with,
    with_supplements,
)
from office import new_version, supplements
from office.adding_up import totals
from office.desk import open_desk
from office.entry import Entry
from office.packs import open_pack
from office.packs import seal as pack_seal
from office.receiving import certificate_in, receive
from office.recognising import recognise
from office.sealed import seal
from office.signing_keys import FileKey
from office.supplements import Addition, install, installed, look, make
from tests.office.open_pack import built
from tests.offices import (
    IA_HDRAI,
    KON_TUM,
    MOMENT,
    NGOC_LAY,
    PASSPHRASE,
    TE_XANG,
    TU_MO_RONG,
    key_of,
    later,
    recognise_sender,
    send_to,
)

BEES = Addition("policy", "nuoi-ong", "Nuôi ong", "Bees", {"fund": "H"})
TREES = Addition("policy", "trong-rung", "Trồng rừng")
FIELD = Addition("model_field", "du-lich", "Du lịch", "Tourism")
ROW = "617.nuoi-ong"


@pytest.fixture(scope="module")
def pack_file(tmp_path_factory):
    return built(tmp_path_factory.mktemp("pack") / "open-test")


@pytest.fixture
def offices(place, pack_file):
    """Two communes, their district, another district and the province, with the pack of open lists."""
    with ExitStack() as stack:
        yield {
            code: stack.enter_context(place.office(code, pack=pack_file))
            for code in (NGOC_LAY, TE_XANG, TU_MO_RONG, IA_HDRAI, KON_TUM)
        }


def issue(desk, folder, *additions):
    _, path = make(desk, additions, unlock=FileKey(key_of(desk), PASSPHRASE), folder=folder)
    return path


def recognised(desk, path, unit):
    found = certificate_in(path.read_bytes(), path.name, desk.clock)
    with suppress(Problem):
        recognise(desk, found.data, unit=unit, person=found.person, how="điện thoại")


def hand_down(desk, path, unit):
    recognised(desk, path, unit)
    return install(desk, path.read_bytes(), name=path.name)


def code_of(work):
    with pytest.raises(Problem) as problem:
        work()
    return problem.value.code


def filled(desk, figures):
    """Fill the cover and the rows of BM-30: row -> (c01, c02)."""
    entry = Entry(desk)
    cover = {"c09": "official", "c12": "Nguyễn Thử", "c15": "Trần Ký"}
    entry.put([(Address("BM00", (), name), value, None) for name, value in cover.items()])
    if desk.has_below:
        return
    for row, (first, second) in figures.items():
        entry.put(
            [(Address("BM30", (row,), "c01"), first, None), (Address("BM30", (row,), "c02"), second, None)]
        )
        entry.put([(Address("BM30", (row,), "c03"), "production", None)])


def carry(below, above, folder):
    filled(below, {})
    made = send_to(below, folder)
    with suppress(Problem):
        recognise_sender(above, made.path, below.unit.code)
    return receive(above, [made.path])[0], made.path


# --- the way down and up -------------------------------------------------------------------------


def test_a_row_issued_by_the_district_is_filled_by_communes_and_added_up_by_district_and_province(
    offices, tmp_path
):
    district, province = offices[TU_MO_RONG], offices[KON_TUM]
    old, new = offices[TE_XANG], offices[NGOC_LAY]
    path = issue(district, tmp_path, BEES)
    assert path.name == "open-test-617-1.phieuxa-them"
    assert district.pack.version == "1.0.0+617.1"
    hand_down(new, path, TU_MO_RONG)
    filled(new, {"P01": (5, 6), "P02": (0, 1), ROW: (3, 4)})
    filled(old, {"P01": (7, 7), "P02": (2, 2)})
    for commune in (new, old):
        assert carry(commune, district, tmp_path)[0].verdict == "taken"
    view = totals(district, "TH-30")
    place = [column.code for column in view.columns].index(ROW)
    cell = view.total[place]
    assert (cell.value, cell.known) == (
        3,
        1,
    )  # what the older package could not say is not known, and is no 0
    assert view.total[0].value == 12
    refused, sent = carry(district, province, tmp_path)
    assert (refused.verdict, refused.reason) == ("refused", "SUPPLEMENT_NEEDED")
    assert "617" in refused.sentence
    hand_down(province, path, TU_MO_RONG)
    assert receive(province, [sent])[0].verdict == "taken"
    above = totals(province, "TH-30")
    place = [column.code for column in above.columns].index(ROW)
    assert (above.total[place].value, above.total[place].known) == (3, 1)


def test_own_answers_and_their_steps_stay_when_a_supplement_is_installed(offices, place, tmp_path):
    commune, district = offices[NGOC_LAY], offices[TU_MO_RONG]
    filled(commune, {"P01": (5, 6)})
    before = commune.own_document()
    hand_down(commune, issue(district, tmp_path, BEES, FIELD), TU_MO_RONG)
    assert commune.own_document() == before
    entry = Entry(commune)
    assert [row[0] for row in entry.rows("BM30")] == ["P01", "P02", ROW]
    where = Address("BM30", ("P01",), "c03")
    assert [one.name for one in entry.choices(where)] == ["production", "other", "617.du-lich"]
    entry.put_text(where, "du lich")
    assert entry.view(where).value == "617.du-lich"
    entry.undo()
    entry.undo()  # a step from before the supplement
    assert entry.view(where).value is None


def test_an_office_opened_again_works_with_its_supplements(offices, place, tmp_path):
    district = offices[TU_MO_RONG]
    issue(district, tmp_path, BEES)
    wanted = district.pack.hash
    with open_desk(district.home, clock=district.clock) as again:
        assert (again.pack.version, again.pack.hash) == ("1.0.0+617.1", wanted)


def test_who_missed_a_number_needs_only_the_newest(offices, tmp_path):
    commune, district = offices[NGOC_LAY], offices[TU_MO_RONG]
    first = issue(district, tmp_path, BEES)
    later(district)
    second = issue(district, tmp_path, TREES)
    recognised(commune, first, TU_MO_RONG)
    view = install(commune, second.read_bytes())
    assert [item.choice.name for item in view.added] == [ROW, "617.trong-rung"]
    assert commune.pack.hash == district.pack.hash
    assert code_of(lambda: install(commune, first.read_bytes())) == "SUPPLEMENT_OLDER"
    assert install(commune, second.read_bytes()).here  # a second time changes nothing
    assert [(one.issuer, one.number, one.items) for one in installed(commune)] == [("617", 2, 2)]


def test_a_package_made_under_an_earlier_number_is_still_read(offices, tmp_path):
    commune, district = offices[NGOC_LAY], offices[TU_MO_RONG]
    hand_down(commune, issue(district, tmp_path, BEES), TU_MO_RONG)
    filled(commune, {"P01": (1, 1), "P02": (1, 1), ROW: (3, 4)})
    later(district)
    issue(district, tmp_path, TREES)
    assert carry(commune, district, tmp_path)[0].verdict == "taken"


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0), (2, 0, 1)])
def test_the_order_in_which_files_are_handed_in_means_nothing(offices, tmp_path, order):
    commune, district, province = offices[NGOC_LAY], offices[TU_MO_RONG], offices[KON_TUM]
    files = [issue(district, tmp_path, BEES)]
    later(district)
    files.extend((issue(district, tmp_path, TREES), issue(province, tmp_path, BEES)))
    for path, unit in zip(files, (TU_MO_RONG, TU_MO_RONG, KON_TUM), strict=True):
        recognised(commune, path, unit)
    for number in order:
        with suppress(Problem):  # what is older than what is here is refused, and that changes nothing
            install(commune, files[number].read_bytes())
    assert commune.pack.version == "1.0.0+62.1.617.2"
    assert [row.key[0] for row in commune.pack.tables_by_id["BM30"].rows] == [
        *("P01", "P02", "62.nuoi-ong", "617.nuoi-ong", "617.trong-rung")
    ]


# --- refusals ------------------------------------------------------------------------------------


def test_a_signer_who_is_not_recognised_is_told_with_words_and_nothing_changes(offices, tmp_path):
    commune, district = offices[NGOC_LAY], offices[TU_MO_RONG]
    path = issue(district, tmp_path, BEES)
    view = look(commune, path.read_bytes())
    assert not view.signer.recognised
    assert len(view.signer.words) >= 4
    assert code_of(lambda: install(commune, path.read_bytes())) == "SUPPLEMENT_SIGNER"
    assert commune.pack.version == "1.0.0"
    assert installed(commune) == ()


def test_another_districts_supplement_is_refused(offices, tmp_path):
    path = issue(offices[IA_HDRAI], tmp_path, BEES)
    assert code_of(lambda: look(offices[NGOC_LAY], path.read_bytes())) == "SUPPLEMENT_NOT_OURS"


@pytest.mark.parametrize(
    "unit, addition, code",
    [
        (NGOC_LAY, BEES, "SUPPLEMENT_LIST"),  # a commune adds nothing
        (KON_TUM, FIELD, "SUPPLEMENT_LIST"),  # open to districts only
        (TU_MO_RONG, Addition("area", "x", "X"), "SUPPLEMENT_LIST"),
        (TU_MO_RONG, Addition("policy", "P03", "X"), "SUPPLEMENT_CODE"),
        (TU_MO_RONG, Addition("policy", "a.b", "X"), "SUPPLEMENT_CODE"),
        (TU_MO_RONG, Addition("policy", "x", " "), "SUPPLEMENT_NAME"),
        (TU_MO_RONG, Addition("policy", "x", "X", "X", {"colour": "red"}), "SUPPLEMENT_COLUMN"),
    ],
)
def test_what_may_not_be_added_is_refused_by_name(offices, tmp_path, unit, addition, code):
    desk = offices[unit]
    key = key_of(desk)
    assert code_of(lambda: make(desk, [addition], unlock=FileKey(key, PASSPHRASE), folder=tmp_path)) == code
    assert desk.pack.version == "1.0.0"
    assert list(tmp_path.glob("*.phieuxa-them")) == []


def test_a_code_is_added_once(offices, tmp_path):
    desk = offices[TU_MO_RONG]
    issue(desk, tmp_path, BEES)
    assert code_of(lambda: issue(desk, tmp_path, BEES)) == "SUPPLEMENT_THERE"
    assert code_of(lambda: issue(desk, tmp_path, TREES, TREES)) == "SUPPLEMENT_THERE"


def test_a_changed_file_is_refused(offices, tmp_path):
    path = issue(offices[TU_MO_RONG], tmp_path, BEES)
    items = read_zip(path.read_bytes())
    items["supplement/supplement.json"] = items["supplement/supplement.json"].replace(b"ong", b"ongg")
    commune = offices[NGOC_LAY]
    assert code_of(lambda: look(commune, write_zip(items))) == "SUPPLEMENT_NOT_WHOLE"
    unsigned = {name: data for name, data in items.items() if not name.startswith("_xmlsignatures")}
    assert code_of(lambda: look(commune, write_zip(unsigned))) == "SUPPLEMENT_NOT_WHOLE"
    assert code_of(lambda: look(commune, b"PK" + bytes(6_000_000))) == "SUPPLEMENT_NOT_WHOLE"


def signed(content, unit=TU_MO_RONG):
    key = new_key(
        person="Ai đó", unit=unit, unit_name="x", position="", algorithm="P-256",
        not_before=MOMENT.replace(year=2017), not_after=MOMENT.replace(year=2028),
    )  # fmt: skip
    return seal(content, {}, SUPPLEMENT, key, MOMENT)


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"number": 0},
        {"number": True},
        {"issuer": "../617"},
        {"previous": "x"},
        {"date": "hôm qua"},
        {"items": {}},
        {"items": {"policy": []}},
        {"items": {"policy": [{"code": "P01"}]}},
        {"items": {"policy": [{"code": "62.x", "label": {"vi": "X", "en": "X"}, "since": 1, "columns": {}}]}},
        {"items": {"policy": [{"code": "617.x", "label": {"vi": "X"}, "since": 1, "columns": {}}]}},
        {
            "items": {
                "policy": [
                    {"code": "617.x", "label": {"vi": "X\u202e", "en": "X"}, "since": 1, "columns": {}}
                ]
            }
        },
        {"items": [1]},
        {"more": 1},
    ],
)
def test_odd_content_is_refused_whoever_signed_it(offices, tmp_path, change):
    desk = offices[TU_MO_RONG]
    issue(desk, tmp_path, BEES)
    plain = supplements.held_by(desk)[0].plain()
    assert code_of(lambda: look(offices[NGOC_LAY], signed({**plain, **change}))) == "SUPPLEMENT_FORMAT"


def test_a_second_line_of_history_is_refused(offices, tmp_path):
    """Two files of one number, or one that leaves out what was added before, are told and not taken."""
    commune, district = offices[NGOC_LAY], offices[TU_MO_RONG]
    path = issue(district, tmp_path, BEES)
    hand_down(commune, path, TU_MO_RONG)
    plain = supplements.held_by(district)[0].plain()
    assert code_of(lambda: look(commune, signed(plain))) == "SUPPLEMENT_FORKED"
    without = {**plain, "number": 2, "previous": "0" * 64}
    without["items"] = {"policy": [{**plain["items"]["policy"][0], "since": 2}]}
    assert code_of(lambda: look(commune, signed(without))) == "SUPPLEMENT_CHAIN"


def test_a_supplement_for_a_newer_pack_waits_for_it(offices, tmp_path):
    plain = supplements.preview(offices[TU_MO_RONG], [BEES]).plain()
    data = signed({**plain, "base": "1.1.0"})
    assert code_of(lambda: look(offices[NGOC_LAY], data)) == "SUPPLEMENT_NEWER_PACK"


# --- laws ----------------------------------------------------------------------------------------

ISSUERS = ("62", "617", "618")
LISTS = ("policy", "model_field", "gone")


@st.composite
def histories(draw):
    """Every supplement that some issuers have issued, each going on from the one before."""
    files = []
    for issuer in ISSUERS:
        items = []
        for number in range(1, draw(st.integers(0, 3)) + 1):
            for one in range(draw(st.integers(1, 2))):
                name = f"{issuer}.x{number}{one}"
                items.append(
                    Item(draw(st.sampled_from(LISTS)), Choice(name, {"vi": name, "en": name}), number)
                )
            files.append(Supplement("open-test", "1.0.0", issuer, number, "", "2018-09-20", tuple(items)))
    return files


@pytest.fixture(scope="module")
def base(pack_file):
    return open_pack(pack_file, MOMENT).pack


@given(st.data())
def test_the_pack_that_follows_does_not_depend_on_the_order_of_the_files(base, data):
    files = data.draw(histories())
    wanted = with_supplements(base, files)
    for order in (files[::-1], data.draw(st.permutations(files))):
        assert with_supplements(base, order).hash == wanted.hash
    for name, choices in base.lists.items():
        assert wanted.lists[name][: len(choices)] == choices
    rows = base.tables_by_id["BM30"].rows
    assert wanted.tables_by_id["BM30"].rows[: len(rows)] == rows
    assert base_version(wanted.version) == base.version


@given(st.data())
def test_an_earlier_state_follows_from_the_newest_file_alone(base, data):
    files = data.draw(histories().filter(bool))
    one = data.draw(st.sampled_from(files))
    newest = max((f for f in files if f.issuer == one.issuer), key=lambda f: f.number)
    assert with_supplements(base, [newest.upto(one.number)]).hash == with_supplements(base, [one]).hash


@given(histories())
def test_a_version_says_which_supplements_and_is_read_back(files):
    newest = {one.issuer: one.number for one in files}
    parts = split_version(version_with("1.2.0", files))
    assert parts == ("1.2.0", tuple((code, newest[code]) for code in ISSUERS if code in newest))


@pytest.mark.parametrize("text", ["1.0.0+", "1.0.0+62", "1.0.0+62.0", "1.0.0+617.1.62.1", "1.0.0+62.1.62.2"])
def test_a_version_that_no_office_writes_names_no_pack(text):
    assert split_version(text) is None


def test_content_is_read_back_as_it_was(offices):
    made = supplements.preview(offices[TU_MO_RONG], [BEES, FIELD])
    assert read(made.plain()) == made


def test_added_rows_go_on_under_a_newer_version_of_the_pack(offices, tmp_path, pack_file):
    """The district issued a row; both accept a newer pack; the row, its answers and an older package stay."""
    commune, district = offices[NGOC_LAY], offices[TU_MO_RONG]
    path = issue(district, tmp_path, BEES)
    hand_down(commune, path, TU_MO_RONG)
    filled(commune, {"P01": (5, 6), "P02": (0, 1), ROW: (3, 4)})
    sent = send_to(commune, tmp_path).path
    newer = pack_seal(replace(open_pack(pack_file, MOMENT).pack, version="1.1.0"), MOMENT)
    for desk in (commune, district):
        later(desk)
        seen = new_version.preview(desk, newer)
        assert (seen.old.version, seen.new.version) == ("1.0.0+617.1", "1.1.0+617.1")
        assert (seen.differences, seen.moved.left, seen.findings) == ((), (), ())
        new_version.accept(desk, seen)
    assert commune.own_document().value(Address("BM30", (ROW,), "c01")) == 3
    recognise_sender(district, sent, NGOC_LAY)
    (receipt,) = receive(district, [sent])
    assert (receipt.verdict, receipt.version) == ("taken", "1.0.0+617.1")
    figures = district.received.figures(district.campaign_id)[NGOC_LAY].tables["BM30"]
    assert figures[ROW,] == {"c01": 3, "c02": 4, "c03": "production"}
    with open_desk(district.home, clock=district.clock) as again:
        assert again.pack.version == "1.1.0+617.1"
