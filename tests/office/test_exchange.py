"""Filled forms of phones and servers are looked at and taken into the office's answers."""

import zipfile
from decimal import Decimal

import pytest

from forms.answers import Address, State
from forms.problems import Problem
from forms.submissions import Meta, open_submission, write_submission
from office.entry import Entry
from office.exchange import Verdict, look, take_in
from office.other_forms import forms, install, instances, open_instance, remove_instance
from tests.offices import NGOC_LAY
from tests.pictures import JPEG

ONE = "uuid:11111111-1111-4111-8111-111111111111"
TWO = "uuid:22222222-2222-4222-8222-222222222222"

HOUSEHOLDS = """
| survey |
| | type | name | label |
| | start | start | |
| | text | head | Chủ hộ |
| | integer | size | Nhân khẩu |
| | select_one water | water | Nguồn nước |
| | image | photo | Ảnh |
| | begin repeat | child | Con |
| | text | name | Tên |
| | end repeat | |

| choices |
| | list_name | name | label |
| | water | tap | Nước máy |
| | water | well | Giếng |

| settings |
| | form_id | form_title | version |
| | ho-ngheo.2018 | Hộ nghèo | 7 |
"""


def model(name, *, extra=""):
    return f"<models><c01>{name}</c01><c02/><c08>12</c08><c12>5000000</c12>{extra}</models>"


def bm16(*models, instance=ONE, version="1", meta=""):
    return (
        f'<BM16 id="BM16" version="{version}" xmlns:orx="http://openrosa.org/xforms">{"".join(models)}'
        f"<orx:meta><orx:instanceID>{instance}</orx:instanceID>{meta}</orx:meta></BM16>"
    )


def bm02(cells, instance=TWO, year="2016"):
    inner = "".join(f"<{name}>{text}</{name}>" for name, text in cells.items())
    return (
        f'<BM02 id="BM02" version="1"><rows_count>1</rows_count><rows><year>{year}</year>'
        f"<start>{inner}</start></rows><meta><instanceID>{instance}</instanceID></meta></BM02>"
    )


def household(head, *, instance=ONE, photo="", size="4", water="tap", version="7", extra=""):
    children = "".join(f"<child><name>{name}</name></child>" for name in ("Y Lan", "A Tuấn"))
    return (
        f'<data id="ho-ngheo.2018" version="{version}"><start>2018-09-01T08:00:00.000+07:00</start>'
        f"<head>{head}</head><size>{size}</size><water>{water}</water><photo>{photo}</photo>{children}{extra}"
        f"<meta><instanceID>{instance}</instanceID></meta></data>"
    )


@pytest.fixture
def desk(place):
    with place.office(NGOC_LAY) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "instances").mkdir()
    return tmp_path / "instances"


@pytest.fixture
def survey(desk, tmp_path):
    (tmp_path / "ho.md").write_text(HOUSEHOLDS, encoding="utf-8")
    return install(desk, tmp_path / "ho.md")


def put(folder, name, text, **beside):
    """Lay a submission down as Collect does, with its files beside it."""
    (folder / name).mkdir()
    (folder / name / f"{name}.xml").write_text(text, encoding="utf-8")
    for file, data in beside.items():
        (folder / name / file.replace("_", ".")).write_bytes(data)
    return folder / name / f"{name}.xml"


def only(incoming):
    (one,) = incoming.submissions
    return one


def everything(incoming, theirs=()):
    return {one.number: theirs for one in incoming.submissions if one.can_be_taken}


def codes(found):
    """Why each was refused; None for one that was not."""
    return [one.problem.code if one.problem is not None else None for one in found]


def value(desk, address):
    return Entry(desk).view(Address.parse(address)).value


def test_two_models_of_a_phone_become_two_records_in_one_step(desk, folder):
    put(folder, "BM16_2018", bm16(model("Vườn sâm"), model("Cà phê")))
    before = desk.own_document()
    seen = only(look(desk, folder))
    assert (seen.verdict, seen.target.form.id, seen.records, seen.values, seen.left) == (
        Verdict.NEW,
        "BM16",
        2,
        6,
        (),
    )
    assert desk.own_document() == before, "looking changes nothing"
    taken = take_in(desk, look(desk, folder), {1: ()})
    assert [(one.records, one.answers, one.problem) for one in taken.brought] == [(2, 6, None)]
    assert value(desk, "BM16[2].c01") == "Cà phê"
    assert value(desk, "BM16[1].c12") == 5_000_000
    history = Entry(desk).history(Address("BM16", ("1",), "c01"))
    assert history[0].how == f"submission {ONE}"
    entry = Entry(desk)
    entry.undo()
    assert entry.rows("BM16") == ()
    entry.redo()
    assert len(entry.rows("BM16")) == 2


def test_an_instance_comes_in_once_and_again_after_it_was_taken_back(desk, folder):
    put(folder, "a", bm16(model("Vườn sâm")))
    incoming = look(desk, folder)
    take_in(desk, incoming, {1: ()})
    assert only(look(desk, folder)).verdict is Verdict.HERE
    assert codes(take_in(desk, incoming, {1: ()}).brought) == ["SUBMISSION_HERE"]
    assert len(Entry(desk).rows("BM16")) == 1
    Entry(desk).put([(Address("BM16", ("1",), "c01"), "Vườn sâm dây", None)])
    Entry(desk).put([(Address("BM16", ("1",), "c01"), "Vườn sâm Ngọc Linh", None)])
    Entry(desk).undo()
    assert only(look(desk, folder)).verdict is Verdict.HERE, "typing over it does not send it away"
    entry = Entry(desk)
    entry.undo()
    entry.undo()
    assert only(look(desk, folder)).verdict is Verdict.NEW
    entry.redo()
    assert only(look(desk, folder)).verdict is Verdict.HERE


def test_fixed_cells_are_filled_where_blank_and_differences_wait_for_a_choice(desk, folder):
    Entry(desk).put(
        [
            (Address("BM02", ("2016",), "c01"), 500, None),
            (Address("BM02", ("2016",), "c02"), 400, None),
            (Address("BM02", ("2016",), "c03"), None, State.UNKNOWN),
        ]
    )
    put(folder, "a", bm02({"c01": "510", "c02": "400", "c03": "90", "c04": "80"}))
    seen = only(look(desk, folder))
    assert (seen.blanks, seen.same) == (1, 1)
    assert [(str(one.address), one.mine, one.my_state, one.theirs) for one in seen.differences] == [
        ("BM02[2016].c01", 500, None, 510),
        ("BM02[2016].c03", None, State.UNKNOWN, 90),
    ]
    taken = take_in(desk, look(desk, folder), {1: {Address("BM02", ("2016",), "c03")}})
    assert [str(place) for place in taken.brought[0].kept] == ["BM02[2016].c01"]
    row = [value(desk, f"BM02[2016].{name}") for name in ("c01", "c02", "c03", "c04")]
    assert row == [500, 400, 90, 80]


def test_what_does_not_fit_is_told_with_field_and_reason(desk, folder):
    text = bm02({"c01": "năm trăm", "c02": "1,5", "c03": "3.5", "c99": "x", "c04": "7"}, year="2016")
    put(folder, "a", text)
    seen = only(look(desk, folder))
    assert [(one.path.rpartition("/")[2], one.code) for one in seen.left] == [
        ("c01", "NOT_A_NUMBER"),
        ("c02", "NOT_A_NUMBER"),
        ("c03", "NOT_WHOLE"),
        ("c99", "UNKNOWN_FIELD"),
    ]
    assert seen.left[0].address == Address("BM02", ("2016",), "c01")
    assert (seen.values, seen.blanks) == (1, 1)
    assert take_in(desk, look(desk, folder), {1: ()}).done[0].answers == 1


def test_another_version_of_the_form_gives_what_is_known_and_lists_the_rest(desk, folder):
    put(folder, "a", bm16(model("Vườn sâm", extra="<c77>mới</c77>"), version="9"))
    seen = only(look(desk, folder))
    assert not seen.target.same_version
    assert [(one.path, one.text) for one in seen.left] == [("/BM16/models/c77", "mới")]
    assert take_in(desk, look(desk, folder), {1: ()}).done


def test_pictures_beside_the_file_come_in_and_the_rest_is_told(desk, folder):
    extra = "<c23>vuon.jpg\n../../etc/passwd\nthieu.png\nto.jpg\nla.exe</c23>"
    put(
        folder, "a", bm16(model("Vườn sâm", extra=extra)),
        vuon_jpg=JPEG, to_jpg=JPEG + b"x" * 2_000_000, la_exe=b"MZ program", khac_jpg=JPEG,
    )  # fmt: skip
    seen = only(look(desk, folder))
    assert [(one.name, one.problem and one.problem.code) for one in seen.pictures] == [
        ("vuon.jpg", None),
        ("../../etc/passwd", "SUBMISSION_PICTURE_NAME"),
        ("thieu.png", "SUBMISSION_PICTURE_MISSING"),
        ("to.jpg", "ATTACHMENT_LARGE"),
        ("la.exe", "ATTACHMENT_KIND"),
    ]
    assert seen.unused == ("khac.jpg",)
    assert take_in(desk, look(desk, folder), {1: ()}).done[0].pictures == 1
    entry = Entry(desk)
    place = Address("BM16", ("1",), "c23")
    assert [entry.attachment(name) for name in entry.attached(place)] == [JPEG]
    entry.undo()
    assert desk.attachments.files() == ()


def test_a_survey_of_another_maker_gets_an_instance_a_household(desk, folder, survey):
    put(folder, "a", household("A Brôl", photo="nha.jpg"), nha_jpg=JPEG)
    put(folder, "b", household("Y Blễ", instance=TWO, size="ba"))
    incoming = look(desk, folder)
    assert [(one.verdict, one.values) for one in incoming.submissions] == [(Verdict.NEW, 8), (Verdict.NEW, 6)]
    assert all(one.target is not None and not one.target.own for one in incoming.submissions)
    assert [one.code for one in incoming.submissions[1].left] == ["NOT_A_NUMBER"]
    taken = take_in(desk, incoming, everything(incoming))
    assert len(taken.done) == 2
    found = {one.instance: one for one in instances(desk, survey.id)}
    assert set(found) == {ONE, TWO}
    entry = open_instance(desk, survey.id, found[ONE].submission)
    table = entry.form.tables[0].id
    assert entry.view(Address(table, (), "head")).value == "A Brôl"
    assert len(entry.rows(f"{table}.child")) == 2
    (picture,) = entry.attached(Address(table, (), "photo"))
    assert entry.attachment(picture) == JPEG
    assert [one.verdict for one in look(desk, folder).submissions] == [Verdict.HERE, Verdict.HERE]
    remove_instance(desk, found[ONE].submission)
    again = look(desk, folder)
    assert [one.verdict for one in again.submissions] == [Verdict.NEW, Verdict.HERE]
    assert take_in(desk, again, everything(again)).done
    assert len(instances(desk, survey.id)) == 2


def test_a_server_s_own_name_of_the_form_is_known_by_its_questions(desk, folder, survey):
    text = household("A Brôl").replace("<data ", "<aXy12 ").replace("</data>", "</aXy12>")
    put(folder, "a", text.replace('id="ho-ngheo.2018"', 'id="aXy12"'))
    seen = only(look(desk, folder))
    assert seen.target.by_shape
    assert seen.target.pack.pack.id == forms(desk)[0].id
    assert seen.verdict is Verdict.NEW


def test_a_server_s_wrapping_is_opened():
    text = (
        '<submission xmlns="http://opendatakit.org/submissions"><data>'
        f"{bm16(model('Vườn sâm'))}</data><mediaFile/></submission>"
    )
    assert open_submission(text.encode()).instance == ONE


def test_the_same_instance_twice_is_taken_once_and_two_contents_are_asked_about(desk, folder):
    put(folder, "a", bm16(model("Vườn sâm")))
    put(folder, "b", bm16("\n", model("Vườn sâm")))
    assert [one.verdict for one in look(desk, folder).submissions] == [Verdict.NEW, Verdict.TWICE]
    put(folder, "c", bm16(model("Cà phê")))
    incoming = look(desk, folder)
    assert [one.verdict for one in incoming.submissions] == [
        Verdict.CONFLICT,
        Verdict.TWICE,
        Verdict.CONFLICT,
    ]
    assert incoming.new == ()
    taken = take_in(desk, incoming, {1: (), 3: ()})
    assert [one.problem and one.problem.code for one in taken.brought] == [None, "SUBMISSION_HERE"]
    assert value(desk, "BM16[1].c01") == "Vườn sâm"


BAD = {
    "no xml": (b"hello", "SUBMISSION_NOT_XML"),
    "nothing": (b"", "SUBMISSION_NOT_XML"),
    "cut off": (bm16(model("a")).encode()[:-10], "SUBMISSION_NOT_XML"),
    "a web page": (b"<html><body>404</body></html>", "SUBMISSION_IS_FORM"),
    "an empty form": (b'<h:html xmlns:h="http://www.w3.org/1999/xhtml"/>', "SUBMISSION_IS_FORM"),
    "entities": (b'<!DOCTYPE a [<!ENTITY b "c">]><BM16 id="BM16">&b;</BM16>', "SUBMISSION_DOCTYPE"),
    "a doctype": (b'<!DOCTYPE a SYSTEM "http://x/y.dtd"><BM16 id="BM16"/>', "SUBMISSION_DOCTYPE"),
    "laughs": (
        b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><l>&b;</l>',
        "SUBMISSION_DOCTYPE",
    ),
    "depth": (b"<a>" * 5000 + b"</a>" * 5000, "SUBMISSION_DEEP"),
    "width": (b"<a>" + b"<b/>" * 600_000 + b"</a>", "SUBMISSION_DEEP"),
    "another form": (b'<x id="unknown"><y>1</y></x>', "SUBMISSION_NO_FORM"),
    "no answers": (bm16().encode(), "SUBMISSION_EMPTY"),
    "encrypted": (
        b'<data id="x" encrypted="yes" xmlns="http://www.opendatakit.org/xforms/encrypted"/>',
        "SUBMISSION_ENCRYPTED",
    ),
    "letters of another code": (
        b'<?xml version="1.0" encoding="UTF-8"?><BM16>\xc4\xff\xfe</BM16>',
        "SUBMISSION_NOT_XML",
    ),
    "a code nobody knows": (b'<?xml version="1.0" encoding="tcvn-3"?><BM16/>', "SUBMISSION_NOT_XML"),
    "too large": (b" " * 20_000_001, "SUBMISSION_LARGE"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_told_and_stops_no_other(desk, folder, name):
    data, code = BAD[name]
    put(folder, "a", "")
    (folder / "a" / "a.xml").write_bytes(data)
    put(folder, "b", bm16(model("Vườn sâm")))
    bad, good = look(desk, folder).submissions
    assert (bad.verdict, codes([bad])) == (Verdict.REFUSED, [code])
    assert good.verdict is Verdict.NEW
    assert take_in(desk, look(desk, folder), {1: (), 2: ()}).done


def test_utf_16_is_read_as_well(desk, folder):
    put(folder, "a", "")
    text = f'<?xml version="1.0" encoding="UTF-16"?>{bm16(model("Vườn sâm"))}'
    (folder / "a" / "a.xml").write_bytes(text.encode("utf-16"))
    assert only(look(desk, folder)).verdict is Verdict.NEW


def test_encrypted_answers_without_their_frame_are_told_too(desk, folder):
    put(folder, "a", bm16(model("Vườn sâm")))
    (folder / "b").mkdir()
    (folder / "b" / "submission.xml.enc").write_bytes(b"...")
    assert [one.problem and one.problem.code for one in look(desk, folder).submissions] == [
        None,
        "SUBMISSION_ENCRYPTED",
    ]


def test_a_folder_without_any_and_a_missing_file(desk, folder):
    with pytest.raises(Problem, match="SUBMISSIONS_NONE"):
        look(desk, folder)
    with pytest.raises(Problem, match="FILE_MISSING"):
        look(desk, folder / "none.xml")


def test_one_file_finds_its_pictures_beside_it_and_calls_nothing_unused(desk, folder):
    file = put(folder, "a", bm16(model("Vườn sâm", extra="<c23>vuon.jpg</c23>")), vuon_jpg=JPEG, x_jpg=JPEG)
    seen = only(look(desk, file))
    assert [one.problem for one in seen.pictures] == [None]
    assert seen.unused == ()


def zipped(path, files):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def test_a_zip_of_a_folder_is_read_without_unpacking(desk, folder, tmp_path):
    files = {
        "instances/a/a.xml": bm16(model("Vườn sâm", extra="<c23>vuon.jpg</c23>")),
        "instances/a/vuon.jpg": JPEG,
        "__MACOSX/instances/a/._a.xml": b"",
    }
    incoming = look(desk, zipped(tmp_path / "a.zip", files))
    assert only(incoming).verdict is Verdict.NEW
    assert take_in(desk, incoming, {1: ()}).done[0].pictures == 1
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == [
        "instances",
        f"office-{NGOC_LAY}",
    ]


@pytest.mark.parametrize(
    "files, code",
    [
        ({"../a.xml": b"<a/>"}, "SUBMISSION_PATH"),
        ({"/etc/a.xml": b"<a/>"}, "SUBMISSION_PATH"),
        ({"C:\\a.xml": b"<a/>"}, "SUBMISSION_PATH"),
        ({"a.xml": b"<a>" + b" " * 30_000_000 + b"</a>"}, "SUBMISSION_BOMB"),
        ({f"{number}.xml": b"" for number in range(5001)}, "SUBMISSIONS_MANY"),
        ({"a.txt": b""}, "SUBMISSIONS_NONE"),
    ],
)
def test_a_bad_zip_is_refused(desk, tmp_path, files, code):
    with pytest.raises(Problem, match=code):
        look(desk, zipped(tmp_path / "a.zip", files))


def test_a_broken_zip_is_refused(desk, tmp_path):
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 and then nothing")
    with pytest.raises(Problem, match="NOT_ZIP"):
        look(desk, tmp_path / "a.zip")


def test_links_are_not_followed(desk, folder, tmp_path):
    (tmp_path / "secret.xml").write_text(bm16(model("Vườn sâm")), encoding="utf-8")
    (folder / "a.xml").symlink_to(tmp_path / "secret.xml")
    with pytest.raises(Problem, match="SUBMISSIONS_NONE"):
        look(desk, folder)


def test_a_form_this_unit_does_not_fill_is_refused(place, folder):
    put(folder, "a", bm02({"c01": "512"}))
    with place.office("617") as district:
        seen = only(look(district, folder))
    assert seen.problem.code == "SUBMISSION_NOT_ASKED"


def test_our_own_answers_go_out_as_submissions_and_into_another_office(place, desk, folder):
    entry = Entry(desk)
    entry.add_record("BM17")
    entry.add_record("BM17.c16", ("1",))
    entry.put(
        [
            (Address("BM17", ("1",), "c03"), "A Đăng", None),
            (Address("BM02", ("2017",), "c01"), 512, None),
            (Address("BM02", ("2017",), "c02"), None, State.NONE),
        ]
    )
    for form in entry.forms:
        if form.id in ("BM17", "BM02"):
            text = write_submission(entry.open, form, Meta(f"uuid:{form.id}"))
            (folder / f"{form.id}.xml").write_text(text, encoding="utf-8")
    with place.office("23446") as other:
        incoming = look(other, folder)
        assert take_in(other, incoming, everything(incoming)).refused == ()
        assert value(other, "BM17[1].c03") == "A Đăng"
        assert value(other, "BM02[2017].c01") == 512
        assert Entry(other).view(Address("BM02", ("2017",), "c02")).state is State.NONE
        assert Entry(other).rows("BM17.c16") == (("1", "1"),)


def test_a_full_disk_ends_the_work_and_leaves_whole_submissions(desk, folder):
    put(folder, "a", bm16(model("Vườn sâm")))
    put(folder, "b", bm16(*(model("x" * 190) for _ in range(400)), instance=TWO))
    incoming = look(desk, folder)
    pages = desk.database.row("PRAGMA page_count")[0]
    desk.database.conn.execute(f"PRAGMA max_page_count = {pages + 25}")
    with pytest.raises(Problem, match="DISK_FULL"):
        take_in(desk, incoming, everything(incoming))
    desk.database.conn.execute("PRAGMA max_page_count = 1000000")
    assert len(Entry(desk).rows("BM16")) == 1
    assert [one.verdict for one in look(desk, folder).submissions] == [Verdict.HERE, Verdict.NEW]


def test_decimals_are_read_exactly(desk, folder, tmp_path):
    (tmp_path / "so.md").write_text(
        "| survey |\n| | type | name | label |\n| | decimal | x | X |\n| | integer | y | Y |\n\n"
        "| settings |\n| | form_id | form_title |\n| | so | Số |\n",
        encoding="utf-8",
    )
    made = install(desk, tmp_path / "so.md")
    put(folder, "a", '<data id="so"><x>12345678901.123456</x><y>12345678901234567</y></data>')
    incoming = look(desk, folder)
    assert only(incoming).instance.startswith("sha256:")
    take_in(desk, incoming, {1: ()})
    entry = open_instance(desk, made.id, instances(desk, made.id)[0].submission)
    row = [entry.view(Address(entry.form.tables[0].id, (), name)).value for name in "xy"]
    assert row == [Decimal("12345678901.123456"), 12345678901234567]
