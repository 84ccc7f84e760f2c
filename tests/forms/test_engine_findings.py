"""What the engine finds: field rules, checks across rows and forms, blanks, stated figures, explanations."""

from dataclasses import replace

import pytest

from forms.answers import Document, State
from forms.engine import FormSet
from forms.pack import Check, Kind, Severity
from forms.problems import Problem
from tests.forms.engine_packs import (
    COMMUNE,
    KON_TUM_2022,
    POVERTY,
    TODAY,
    at,
    cell,
    codes,
    commune,
    item,
    one_form,
    opened,
    put,
    rate,
    records,
    table,
    text,
    words,
    year_of,
)


def only(forms, code):
    (finding,) = (f for f in forms.findings() if f.code == code)
    return finding


def test_tv4_without_the_other_decrease_k01_names_both_figures():
    forms = commune()
    put(forms, year_of("2018", **{**KON_TUM_2022, "c14": 15_943}))
    assert "K01" not in codes(forms)
    put(forms, year_of("2018", c09=0))
    found = only(forms, "K01")
    assert found.severity is Severity.ERROR
    assert found.place == at("BM02[2018].c14")
    assert found.sentence["vi"] == "“c14” ghi 15.943 nhưng tính ra 15.983: kiểm tra các số thành phần."
    assert found.sentence["en"].startswith("“c14” was given as 15,943 but comes to 15,983")
    assert at("BM02[2018].c09") in found.cells


def test_tv6_too_many_escapes_are_k01_and_a_warning_of_fast_fall():
    forms = commune()
    start = {
        "c01": 132_000,
        "c03": 26_164,
        "c05": 25_230,
        "c06": 0,
        "c09": 0,
        "c10": 0,
        "c11": 0,
        "c12": 0,
        "c13": 0,
    }
    put(forms, year_of("2018", **start, c18=132_163, c14=22_851))
    assert {"K01", "K19"} <= set(codes(forms))
    put(forms, year_of("2018", c12=21_917))
    assert not {"K01", "K19"} & set(codes(forms))


def test_k02_compares_with_the_year_before_and_shows_both_figures():
    forms = commune()
    put(forms, year_of("2017", **KON_TUM_2022))
    put(forms, year_of("2018", c03=15_000))
    found = only(forms, "K02")
    assert found.place == at("BM02[2018].c03")
    assert found.cells == (at("BM02[2018].c03"), at("BM02[2017].c14"))
    assert found.sentence["vi"] == "Đầu kỳ 15.000 khác cuối kỳ trước 15.943"
    assert found.sentence["en"] == "Check K02 fails at Năm 2018: look at the marked cells."
    forms.put(at("BM02[2018].c03"), 15_943)
    assert "K02" not in codes(forms)
    forms.put(at("BM02[2017].c12"), 595)
    assert "K02" in codes(forms)


def test_k03_compares_forms_and_marks_an_address_named_outright():
    forms = commune()
    put(forms, {"BM01[2015].c17": 500, "BM02[2016].c03": 501})
    assert only(forms, "K03").cells == (at("BM02[2016].c03"), at("BM01[2015].c17"))
    put(forms, {"BM01[2015].c17": 501})
    assert "K03" not in codes(forms)


def test_k04_is_the_mirror_of_another_form():
    forms = commune()
    put(forms, {"BM02[2017].c05": 3, "BM03[2017].c06": 4})
    assert only(forms, "K04").place == at("BM02[2017].c05")
    put(forms, {"BM03[2017].c06": 3})
    assert "K04" not in codes(forms)


def test_a_check_waits_until_every_figure_is_known():
    forms = commune()
    put(forms, year_of("2018", c16=1, c17=1))
    assert "K08" not in codes(forms)
    put(forms, year_of("2018", **KON_TUM_2022))
    assert "K08" in codes(forms)
    forms.put(at("BM02[2018].c09"), None, State.UNKNOWN)
    assert "K08" not in codes(forms)
    forms.put(at("BM02[2018].c09"), None, State.NONE)
    assert "K08" in codes(forms)


def test_a_check_of_a_sum_waits_for_every_figure_of_the_sum():
    forms = commune()
    put(forms, year_of("2018", c17=10))
    put(forms, {"BM05[A1|N2|2018].c01": 1, "BM05[A2|N2|2018].c01": 1})
    assert "K13" not in codes(forms)
    put(forms, {"BM05[B1|N2|2018].c01": 1})
    assert only(forms, "K13").place == at("BM05[A1|N2|2018].c03")
    put(forms, {"BM05[B1|N2|2018].c01": 28})
    assert "K13" not in codes(forms)


def test_a_check_between_rows_marks_its_own_cell_first():
    forms = commune()
    put(forms, {"BM05[A1|N2|2018].c01": 5, "BM05[A1|NG|2018].c01": 4})
    assert only(forms, "K12").cells == (at("BM05[A1|N2|2018].c01"), at("BM05[A1|NG|2018].c01"))
    put(forms, {"BM05[A1|NG|2018].c01": 5})
    assert "K12" not in codes(forms)


def test_a_check_on_a_rate_that_cannot_be_worked_out_is_not_tried():
    forms = commune()
    put(forms, year_of("2018", **{**KON_TUM_2022, "c01": 0, "c18": 0}))
    assert "K19" not in codes(forms)


def test_a_field_rule_has_its_address_as_code_and_its_message_filled():
    forms = commune()
    put(forms, year_of("2018", c01=1_000, c03=1_234))
    found = only(forms, "BM02.c03")
    assert found.place == at("BM02[2018].c03")
    assert found.sentence["vi"] == "c03 1.234 vượt 1.000, năm Năm 2018"
    assert found.sentence["en"] == "1,234 over 1,000"
    assert found.cells == (at("BM02[2018].c03"), at("BM02[2018].c01"))
    forms.put(at("BM02[2018].c01"), 2_000)
    assert "BM02.c03" not in codes(forms)


def test_a_field_rule_without_a_message_gets_a_sentence_in_both_languages():
    forms = commune()
    forms.put(at("BM02[2018].c01"), 0)
    assert only(forms, "BM02.c01").sentence == {
        "vi": "“c01”: giá trị 0 không đúng quy định: kiểm tra lại.",
        "en": "“c01”: the value 0 breaks the rule of this cell: check it.",
    }


def test_a_rule_on_a_computed_cell_is_tried_too():
    forms = commune()
    put(forms, year_of("2018", c03=5, c05=6, c06=0))
    assert only(forms, "BM02.c07").place == at("BM02[2018].c07")


def test_a_blank_is_k36_until_it_is_filled_or_has_a_state():
    forms = commune()
    before = len(forms.findings())
    place = at("BM02[2018].c12")
    assert place in {f.place for f in forms.findings() if f.code == "K36"}
    for state in (State.NONE, State.UNKNOWN):
        change = forms.put(place, None, state)
        assert place not in {f.place for f in change.findings}
        assert len(forms.put(place, None).findings) == before
    assert place not in {f.place for f in forms.put(place, 0).findings}


def test_a_blank_that_is_not_asked_is_no_finding():
    found = {str(f.place) for f in commune().findings()}
    assert "BM01[2015].c17" in found
    assert "BM01[2016].c17" not in found


def test_a_text_is_asked_only_where_required_and_a_state_does_not_answer_it():
    forms = commune()
    forms.add_record("BM16")
    blanks = [(f.code, str(f.place)) for f in forms.findings() if f.place.table == "BM16"]
    assert ("K36", "BM16[1].c01") in blanks
    assert ("K36", "BM16[1].c02") not in blanks
    assert (
        next(f for f in forms.findings() if f.place == at("BM16[1].c01")).sentence["vi"] == "Ghi tên mô hình"
    )
    forms.put(at("BM16[1].c01"), None, State.NONE)
    assert only(forms, "BM16.c01").severity is Severity.ERROR
    forms.put(at("BM16[1].c01"), "Nuôi dê")
    assert not [f for f in forms.findings() if f.place == at("BM16[1].c01")]


def test_values_that_do_not_fit_their_kind_are_found():
    pack = one_form(
        table(
            "T",
            "/T",
            (
                text("list", kind=Kind.CHOICE, list="kind"),
                text("many", kind=Kind.CHOICES, list="kind"),
                text("day", kind=Kind.DATE),
                text("month", kind=Kind.MONTH),
                text("born", kind=Kind.DATE_OR_YEAR),
                text("short", max_length=3),
                rate("rate", "").__class__("rate", "/T/rate", Kind.DECIMAL, words("rate"), decimals=2),
            ),
        ),
        lists={"kind": (item("a"), item("b"))},
    )
    right = {
        "list": "a",
        "many": "a b",
        "day": "2018-02-28",
        "month": "2018-02",
        "born": "1986",
        "short": "abc",
    }
    wrong = {
        "list": "c",
        "many": "a c",
        "day": "2018-02-30",
        "month": "2018-13",
        "born": "86",
        "short": "abcd",
    }
    forms = opened(pack)
    put(forms, {f"T.{name}": value for name, value in wrong.items()})
    assert codes(forms) == [f"T.{name}" for name in wrong]
    put(forms, {f"T.{name}": value for name, value in right.items()})
    assert codes(forms) == []


@pytest.mark.covers("K34")
def test_warnings_are_explained_by_a_row_and_unexplained_ones_are_k34():
    forms = commune()
    forms.put(at("BM02[2018].c09"), 5)
    warning = only(forms, "BM02.c09")
    assert (warning.severity, warning.explained, warning.sentence["vi"]) == (
        Severity.WARNING,
        "",
        "Có giảm khác",
    )
    assert only(forms, "K34").place == at("BM02[2018].c09")
    forms.add_record("BM18.c10")
    put(forms, {"BM18.c10[1].c01": "BM02.c09", "BM18.c10[1].c02": "BM02[2018].c09"})
    assert "K34" in codes(forms)
    change = put(forms, {"BM18.c10[1].c03": "Năm hộ chuyển đi"})
    assert only(forms, "BM02.c09").explained == "Năm hộ chuyển đi"
    assert "K34" not in {f.code for f in change.findings}
    again = commune(forms.document())
    assert again.findings() == forms.findings()
    change = forms.remove_record("BM18.c10", ("1",))
    assert "K34" in {f.code for f in change.findings}


def test_errors_come_first_and_each_kind_in_the_order_of_the_forms():
    forms = commune()
    put(forms, {"BM02[2018].c09": 5, "BM02[2016].c01": 0, "BM01[2015].c17": 3, "BM02[2016].c03": 0})
    found = forms.findings()
    severities = [f.severity for f in found]
    assert severities == sorted(severities, key=[Severity.ERROR, Severity.WARNING].index)
    errors = [f.place.table for f in found if f.severity is Severity.ERROR]
    order = ["BM01", "BM02", "BM03", "BM05", "BM16", "BM18"]
    assert errors == sorted(errors, key=order.index)


def test_findings_of_a_removed_record_go_with_it():
    forms = commune()
    forms.add_record("BM16")
    assert [f for f in forms.findings() if f.place.table == "BM16"]
    forms.remove_record("BM16", ("1",))
    assert not [f for f in forms.findings() if f.place.table == "BM16"]


def test_a_rule_that_counts_equal_rows_sees_every_row():
    only_once = "count(/T/r[name = current()/../name]) <= 1"
    pack = one_form(records("T.r", "/T/r", (text("name", constraint=only_once), cell("n", default="0"))))
    forms = opened(pack)
    forms.add_record("T.r")
    forms.add_record("T.r")
    put(forms, {"T.r[1].name": "An", "T.r[2].name": "An"})
    assert codes(forms) == ["T.r.name", "T.r.name"]
    forms.remove_record("T.r", ("2",))
    assert codes(forms) == []


def test_the_cover_is_not_asked_for_before_it_is_filled():
    cover = table("BM00", "/BM00", (text("c05", required="yes"), cell("c10")), role="header")
    check = Check("K35", Severity.ERROR, "BM00", "c05 = instance('unit')/root/item/code", words("Mã khác"))
    pack = one_form(cover, checks=(check,))
    assert opened(pack).findings() == ()
    filled = FormSet(pack).open(COMMUNE, Document({"BM00": {(): {"c05": "999"}}}), TODAY)
    assert [f.code for f in filled.findings()] == ["K35"]


@pytest.mark.parametrize(
    "check",
    [
        Check("K99", Severity.ERROR, "BM77", "1 = 1", words("x")),
        Check("K99", Severity.ERROR, "BM02", "c99 = 1", words("x")),
        Check("K99", Severity.ERROR, "BM02", "c03 = 1", words("x"), when="c99 = 1"),
        Check("K99", Severity.ERROR, "BM02", "c03 = 1", words("x"), cells=("c99",)),
        Check("K99", Severity.ERROR, "BM02", "c03 = 1", words("{c99}")),
    ],
)
def test_a_check_that_cannot_work_is_refused_when_the_pack_is_built(check):
    with pytest.raises(Problem, match="PACK_EXPRESSION"):
        FormSet(replace(POVERTY, checks=(replace(check, source="checks!7"),)))
