"""Errors sent knowingly, forms that follow, and what becomes of both above; lists that lie are refused."""

import json
from dataclasses import replace
from datetime import date, timedelta

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exports.keys import from_p12
from exports.opc import sign
from exports.write_workbook import write_workbook
from forms.answers import Address
from forms.findings import Finding
from forms.pack import Severity
from forms.problems import Problem
from forms.report import OpenError, SendReason, ToFollow
from office.adding_up import totals
from office.asked_table import Asked
from office.entry import Entry
from office.open_errors import Excuse, Knowing, not_there, read_file, unlisted
from office.receiving import receive, received
from office.sending import review, send
from office.signing_keys import FileKey
from office.writing_tables import export_totals
from tests.offices import (
    KON_TUM,
    NGOC_LAY,
    PASSPHRASE,
    TU_MO_RONG,
    Place,
    demo_data,
    key_of,
    later,
    opened,
    recognise_sender,
    send_to,
    shelf,
)

N1 = Address("BM02", ("2018",), "c16")
OPEN = ("K08", "BM02[2018].c16")
FORM = ToFollow("BM09", SendReason.AWAITING, date(2018, 10, 15), "Chờ phòng Tài chính")
WHY = "Sổ hộ nghèo năm 2018 đang soát lại."


@pytest.fixture
def commune(place: Place):
    with place.filled(NGOC_LAY) as desk:
        yield desk


@pytest.fixture
def district(place: Place):
    with place.filled(TU_MO_RONG) as desk:
        yield desk


@pytest.fixture
def wrong(commune):
    """A commune whose two kinds of poor households do not add up: one error, by one household."""
    entry = Entry(commune)
    right = entry.view(N1).value
    entry.put_text(N1, str(int(str(right)) + 1))
    return commune


def knowing(desk, *forms):
    """Give every error of an office the same reason."""
    found = review(desk, Knowing((), forms)).errors_found
    excuses = {(one.code, str(one.place)) for one in found}
    return Knowing(tuple(Excuse(*one, SendReason.CHECKING, WHY) for one in sorted(excuses)), forms)


def send_knowingly(desk, folder, *forms):
    return send(desk, unlock=FileKey(key_of(desk), PASSPHRASE), folder=folder, knowing=knowing(desk, *forms))


def one(desk, path):
    (receipt,) = receive(desk, [path])
    return receipt


def forged(commune, report, folder):
    """Write a changed report with the commune's real key."""
    path = folder / "forged.xlsx"
    key = from_p12(key_of(commune).read_bytes(), PASSPHRASE)
    path.write_bytes(sign(write_workbook(report, commune.pack), key, commune.clock.now()))
    return path


def cell(view, unit, column):
    codes = [each.code for each in view.columns]
    return next(row for row in view.rows if row.unit == unit).cells[codes.index(column)].value


class TestSendingWithOpenErrors:
    def test_an_error_is_saved_and_stops_only_an_ordinary_send(self, wrong, place):
        told = review(wrong)
        assert [(found.code, str(found.place)) for found in told.errors_found][:1] == [OPEN]
        assert told.only_errors_block
        with pytest.raises(Problem, match="OPEN_ERRORS"):
            send_to(wrong, place.stick())
        made = send_knowingly(wrong, place.stick())
        (listed, *_) = opened(made.path).open_errors
        assert (listed.code, str(listed.place), listed.reason, listed.text) == (
            *OPEN,
            SendReason.CHECKING,
            WHY,
        )

    def test_each_error_wants_its_own_reason(self, wrong):
        Entry(wrong).put_text(Address("BM02", ("2017",), "c16"), "1")
        some = Knowing((Excuse(*OPEN, SendReason.CHECKING),))
        told = review(wrong, some)
        assert [problem.code for problem in told.blockers] == ["OPEN_ERRORS"]
        left = len(told.errors_found) - len(told.open_errors)
        assert left > 0
        assert told.blockers[0].details["count"] == str(left)

    def test_no_other_package_changes(self, commune, place):
        report = opened(send_to(commune, place.stick()).path)
        assert not report.provisional
        assert not {"open_errors", "to_follow"} & report.content().keys()

    @pytest.mark.parametrize(
        "excuse, code",
        [
            (Excuse(*OPEN, SendReason.OTHER, "  "), "REASON_BLANK"),
            (Excuse(*OPEN, SendReason.OTHER, "x" * 301), "REASON_LONG"),
            (Excuse("K08", "BM02[2016].c16", SendReason.RULE), "OPEN_ERROR_NOT_THERE"),
        ],
    )
    def test_a_reason_that_nobody_could_accept_is_refused(self, wrong, excuse, code):
        with pytest.raises(Problem, match=code):
            review(wrong, Knowing((excuse,)))

    def test_a_header_that_is_missing_always_blocks(self, wrong, place):
        Entry(wrong).set_state(Address("BM00", (), "c15"), None)
        with pytest.raises(Problem, match="HEADER_MISSING"):
            send_knowingly(wrong, place.stick())
        assert list(place.stick().iterdir()) == []

    def test_what_was_said_is_offered_again_the_next_time(self, wrong, place):
        send_knowingly(wrong, place.stick(), FORM)
        before = review(wrong).said_before
        assert before.to_follow == (FORM,)
        assert (before.errors[0].code, before.errors[0].place, before.errors[0].text) == (*OPEN, WHY)

    def test_the_sheet_says_it_in_words(self, wrong, place):
        made = send_knowingly(wrong, place.stick(), FORM)
        book = openpyxl.load_workbook(made.path)
        words = "\n".join(
            str(each.value)
            for row in book["Lỗi còn mở, gửi sau"].iter_rows()
            for each in row
            if each.value is not None
        )
        for told in ("tạm tính", "BM02[2018].c16", "Đang rà soát lại", WHY, "15/10/2018", "BM-09."):
            assert told in words


class TestAFormThatFollows:
    def test_travels_blank_and_not_known(self, commune, place):
        made = send_knowingly(commune, place.stick(), FORM)
        report = opened(made.path)
        assert report.to_follow == (FORM,)
        assert "BM09" not in report.tables
        assert not any(place.table == "BM09" for place in report.states)
        assert "BM10" in report.tables

    def test_is_kept_at_home_as_it_was_typed(self, commune, place):
        before = commune.own_document()
        send_knowingly(commune, place.stick(), FORM)
        assert commune.own_document() == before

    @pytest.mark.parametrize(
        "forms, code",
        [
            ((replace(FORM, form="BM99"),), "TO_FOLLOW_FORM"),
            ((replace(FORM, form="BM00"),), "TO_FOLLOW_FORM"),
            ((replace(FORM, unit=NGOC_LAY),), "TO_FOLLOW_FORM"),
            ((FORM, FORM), "TO_FOLLOW_TWICE"),
            ((replace(FORM, promised=date(2018, 9, 19)),), "TO_FOLLOW_PAST"),
            ((replace(FORM, reason=SendReason.OTHER, text=""),), "REASON_BLANK"),
        ],
    )
    def test_is_one_of_the_unit_s_own_with_a_reason_and_a_day(self, commune, forms, code):
        with pytest.raises(Problem, match=code):
            review(commune, Knowing((), forms))

    def test_all_of_them_are_no_package(self, commune):
        forms = tuple(
            replace(FORM, form=form.id)
            for form in commune.pack.forms_for(commune.unit)
            if form.tables[0].role != "header"
        )
        with pytest.raises(Problem, match="TO_FOLLOW_ALL"):
            review(commune, Knowing((), forms))

    def test_leaves_the_reasons_of_warnings_where_they_are(self, commune, place):
        entry = Entry(commune)
        change = entry.put_text(Address("BM01", ("2018",), "c16"), "")
        assert change is not None
        narrative = replace(FORM, form="BM18")
        report = opened(send_knowingly(commune, place.stick(), narrative).path)
        assert "BM18" not in report.tables
        kept = opened_document(commune).get("BM18.c10", {})
        assert report.tables.get("BM18.c10", {}).keys() == kept.keys()


def opened_document(desk):
    return desk.own_document().tables


class TestAbove:
    def test_the_way_from_a_commune_to_the_province_and_the_amendment(self, wrong, district, place):
        made = send_knowingly(wrong, place.stick(), FORM)
        recognise_sender(district, made.path, NGOC_LAY)
        receipt = one(district, made.path)
        assert (receipt.verdict, receipt.reason, receipt.provisional) == ("taken", "TAKEN_PROVISIONAL", True)
        line = received(district)[0]
        assert (line.verdict, line.provisional) == ("taken", True)
        view = totals(district, "TH-02", "2018")
        assert view.unsure == (NGOC_LAY,)
        assert view.provisional
        assert any("Xã Ngọc Lây" in note["vi"] for note in view.notes)
        tracker = totals(district, "TH-01")
        assert cell(tracker, NGOC_LAY, "open") == len(opened(made.path).open_errors)
        assert "Đang rà soát lại" in str(cell(tracker, NGOC_LAY, "why"))
        assert cell(tracker, NGOC_LAY, "follow") == "BM-09: hẹn 15/10/2018"

        # The district passes it on with the errors named unit by unit; the province takes it knowingly.
        up = send_to(district, place.stick("up"))
        (follows,) = opened(up.path).to_follow
        assert (follows.unit, follows.form) == (NGOC_LAY, "BM09")
        assert {told.place.key[0] for told in opened(up.path).open_errors} == {NGOC_LAY}
        with place.office(KON_TUM) as province:
            recognise_sender(province, up.path, TU_MO_RONG)
            assert one(province, up.path).verdict == "taken"
            assert received(province)[0].provisional
            assert totals(province, "TH-02", "2018").unsure == (NGOC_LAY,)

        # The promised day passes: the tracker counts.
        later(district, 24 * 30)
        told = str(cell(totals(district, "TH-01"), NGOC_LAY, "follow"))
        assert told == "BM-09: hẹn 15/10/2018, quá hẹn 5 ngày"

        # The next revision brings the form and the figure put right: nothing is provisional any more.
        right = demo_data()[NGOC_LAY].tables["BM02"]["2018",]["c16"]
        Entry(wrong).put_text(N1, right)
        later(wrong, 24 * 30)
        whole = send_to(wrong, place.stick("usb2"))
        receipt = one(district, whole.path)
        assert (receipt.verdict, receipt.reason, receipt.revision) == ("taken", "TAKEN", 2)
        assert not totals(district, "TH-02", "2018").unsure
        assert cell(totals(district, "TH-01"), NGOC_LAY, "follow") is None

    def test_the_receipt_lists_every_open_error_and_every_form(self, wrong, district, place):
        first = send_knowingly(wrong, place.stick(), FORM)
        recognise_sender(district, first.path, NGOC_LAY)
        one(district, first.path)
        later(wrong)
        receipt = one(district, send_knowingly(wrong, place.stick("usb2"), FORM).path)
        assert (receipt.verdict, receipt.reason, receipt.provisional) == ("taken", "TAKEN_PROVISIONAL", True)
        told = "\n".join(receipt.details)
        assert "K08" in told
        assert WHY in told
        assert "BM-09" in told
        assert receipt.plain()["provisional"] is True


class TestAListThatLies:
    @pytest.fixture
    def good(self, wrong, district, place):
        made = send_knowingly(wrong, place.stick(), FORM)
        recognise_sender(district, made.path, NGOC_LAY)
        assert one(district, made.path).verdict == "taken"
        report = opened(made.path)
        return replace(report, header=replace(report.header, revision=2))

    def refused(self, good, commune, district, place, **changes):
        receipt = one(district, forged(commune, replace(good, **changes), place.stick("forged")))
        assert receipt.verdict == "refused"
        assert [line.verdict for line in received(district)].count("taken") == 1
        return receipt.reason

    def test_by_leaving_one_out(self, good, wrong, district, place):
        assert self.refused(good, wrong, district, place, open_errors=good.open_errors[1:]) == "VALUES_WRONG"

    def test_by_one_too_many(self, good, wrong, district, place):
        more = OpenError("K08", Address("BM02", ("2016",), "c16"), "", SendReason.RULE)
        listed = (*good.open_errors, more)
        assert self.refused(good, wrong, district, place, open_errors=listed) == "OPEN_ERROR_NOT_THERE"

    def test_by_the_same_one_twice(self, good, wrong, district, place):
        listed = (*good.open_errors, good.open_errors[0])
        assert self.refused(good, wrong, district, place, open_errors=listed) == "OPEN_ERROR_NOT_THERE"

    def test_by_another_code_at_the_same_cell(self, good, wrong, district, place):
        listed = (replace(good.open_errors[0], code="K09"), *good.open_errors[1:])
        assert self.refused(good, wrong, district, place, open_errors=listed) == "VALUES_WRONG"

    def test_by_a_reason_left_blank(self, good, wrong, district, place):
        blank = (replace(good.open_errors[0], reason=SendReason.OTHER, text=""), *good.open_errors[1:])
        assert self.refused(good, wrong, district, place, open_errors=blank) == "REASON_BLANK"
        assert (
            self.refused(
                good,
                wrong,
                district,
                place,
                to_follow=(replace(FORM, reason=SendReason.OTHER, text=""),),
            )
            == "REASON_BLANK"
        )

    def test_by_figures_of_a_form_said_to_follow(self, good, wrong, district, place):
        forms = (FORM, replace(FORM, form="BM10"))
        assert self.refused(good, wrong, district, place, to_follow=forms) == "TO_FOLLOW_FILLED"

    def test_by_a_form_left_out_without_a_word(self, good, wrong, district, place):
        assert self.refused(good, wrong, district, place, to_follow=()) == "VALUES_WRONG"

    def test_by_a_form_of_another_unit(self, good, wrong, district, place):
        forms = (replace(FORM, unit=TU_MO_RONG),)
        assert self.refused(good, wrong, district, place, to_follow=forms) in {"NO_SOURCE", "VALUES_WRONG"}


class TestTheFileOfReasons:
    def test_says_what_the_window_says(self, tmp_path):
        told = {
            "open_errors": [{"code": "K08", "place": "BM02[2018].c16", "reason": "checking", "text": WHY}],
            "to_follow": [{"form": "BM-09", "reason": "awaiting", "promised": "2018-10-15"}],
        }
        file = tmp_path / "reasons.json"
        file.write_text(json.dumps(told), "utf-8")
        assert read_file(file) == Knowing(
            (Excuse(*OPEN, SendReason.CHECKING, WHY),), (replace(FORM, text=""),)
        )

    @pytest.mark.parametrize(
        "text, where",
        [
            ("{", "JSON"),
            ("[]", "open_errors, to_follow"),
            ('{"errors": []}', "open_errors, to_follow"),
            ('{"open_errors": {}}', "open_errors"),
            ('{"open_errors": [1]}', "open_errors[0]"),
            (
                '{"open_errors": [{"code": "K08", "place": "x", "reason": "because"}]}',
                "open_errors[0].reason",
            ),
            ('{"open_errors": [{"code": "K08", "reason": "rule"}]}', "open_errors[0].place"),
            ('{"open_errors": [{"code": 8, "place": "x", "reason": "rule"}]}', "open_errors[0].code"),
            (
                '{"to_follow": [{"form": "BM09", "reason": "rule", "promised": "15/10"}]}',
                "to_follow[0].promised",
            ),
            ("[" * 100_000, "JSON"),
        ],
    )
    def test_names_what_cannot_be_read(self, tmp_path, text, where):
        file = tmp_path / "reasons.json"
        file.write_text(text, "utf-8")
        with pytest.raises(Problem, match="OPEN_ERRORS_FILE") as problem:
            read_file(file)
        assert problem.value.details["where"] == where


class TestWhatCannotBeSplit:
    def test_is_counted_beside_the_sum_on_paper_too(self, commune, district, place, tmp_path):
        entry = Entry(commune)
        escaped = [int(str(entry.view(Address("BM02", ("2018",), name)).value)) for name in ("c05", "c06")]
        entry.put_text(Address("BM02", ("2018",), "x01"), "1")
        entry.put_text(Address("BM02", ("2018",), "c07n"), str(sum(escaped)))
        made = send_knowingly(commune, place.stick())
        recognise_sender(district, made.path, NGOC_LAY)
        assert one(district, made.path).verdict == "taken"
        view = totals(district, "TH-02", "2018")
        of = {column.code: cell for column, cell in zip(view.columns, view.total, strict=True)}
        assert (of["c05"].unsplit, of["c06"].unsplit, of["c10"].unsplit, of["c07"].unsplit) == (1, 1, 0, 0)
        assert of["c07"].value == sum(escaped)
        path = export_totals(district, Asked("TH-02", "2018"), tmp_path / "th02.xlsx")
        book = openpyxl.load_workbook(path)
        lines = [[each.value for each in row] for row in book["TH-02"].iter_rows()]
        line = next(row for row in lines if "Chưa tách (đơn vị)" in row)
        assert line.count("1") == 2


spots = st.sampled_from([(code, row) for code in ("K08", "K10") for row in ("2016", "2017", "2018")])


@given(st.lists(spots, max_size=8), st.lists(spots, max_size=8))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_list_is_true_exactly_when_it_names_each_error_once(found, listed):
    pack = shelf().packs[0].pack
    errors = [Finding(code, Severity.ERROR, Address("BM02", (row,), "c16"), {}) for code, row in found]
    told = [OpenError(code, Address("BM02", (row,), "c16"), "", SendReason.RULE) for code, row in listed]
    true = not unlisted(errors, told) and not_there(errors, told, pack) is None
    assert true == (sorted(found) == sorted(listed))


@given(
    st.text(max_size=40),
    st.sampled_from(SendReason),
    st.dates(date(2018, 9, 20), date(2018, 9, 20) + timedelta(900)),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_what_a_file_says_of_a_form_is_read_as_it_stands(tmp_path_factory, text, reason, day):
    file = tmp_path_factory.mktemp("reasons") / "reasons.json"
    told = {"to_follow": [{"form": "BM09", "reason": reason, "promised": day.isoformat(), "text": text}]}
    file.write_text(json.dumps(told), "utf-8")
    assert read_file(file).to_follow == (ToFollow("BM09", reason, day, text),)
