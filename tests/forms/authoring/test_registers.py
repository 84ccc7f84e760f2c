"""A register in a pack's source: apart from the forms that are sent, its figures checked at their cells."""

import pytest

from forms.authoring import build
from forms.authoring.write_workbook import export_workbook
from forms.pack import Derivation, dump, load
from forms.register import register_pack, standard_of
from forms.routed import route_pack, routes
from tests.forms.authoring.sources import change, messages, problems, question, table, write_pack

HOUSEHOLDS = [
    {"type": "csv-external", "name": "score_rules"},
    {**question("begin repeat", "rows", "Hộ", "Households"), "body::vn:grid": "id=F3 layout=rows"},
    question("text", "c01", "Tên", "Name", vn_rollup="NONE"),
    question("integer", "c02", "Điểm", "Points", vn_rollup="NONE"),
    {
        "type": "calculate",
        "name": "c03",
        "calculation": "instance('score_rules')/root/item[${c02} <= b1_to]/name",
    },
    {"type": "end repeat"},
]
SETTINGS = {
    "form_id": "F3",
    **messages("form_title", "Sổ hộ", "Register"),
    "version": "1",
    "attribute::vn:register": "yes",
}
DERIVATIONS = (
    "table,row,field,source,when,amount,covers\n"
    "F1,{year},c02,F3,c03 = 'N1',,\n"
    "F1,*,c01,F3,,,all\n"
    "F3,*,c01,F3,c02 > 0,,\n"
)
CHECK = 'K20,warning,F3,,c02 >= 0,c02,"Điểm âm","Points below 0"\n'


@pytest.fixture
def source(tmp_path):
    folder = write_pack(tmp_path / "pack")
    form = f"{table('survey', HOUSEHOLDS)}\n{table('settings', [SETTINGS])}"
    (folder / "forms" / "F-3.md").write_text(form, "utf-8")
    (folder / "derivations.csv").write_text(DERIVATIONS, "utf-8")
    with (folder / "checks.csv").open("a", encoding="utf-8") as file:
        file.write(CHECK)
    return folder


def test_a_register_stands_apart_with_its_checks_and_its_figures(source):
    pack = build(source)
    assert [form.id for form in pack.forms] == ["F1", "F2"]
    assert [form.id for form in pack.register_forms] == ["F3"]
    assert [check.id for check in pack.checks] == ["K07"]
    assert [check.id for check in pack.register_checks] == ["K20"]
    assert pack.derivations == (
        Derivation("F1", "{year}", "c02", "F3", "c03 = 'N1'", "", "", "derivations!2"),
        Derivation("F1", "{year}", "c01", "F3", "", "", "all", "derivations!3"),
    )
    assert [(one.field, one.amount) for one in pack.carried] == [("c01", "c01")]
    assert load(dump(pack)) == pack


def test_the_workbook_of_a_pack_holds_the_register(source, tmp_path):
    path = tmp_path / "pack.xlsx"
    path.write_bytes(export_workbook(source))
    assert build(path) == build(source)


def test_the_pack_of_a_register_is_of_its_year(source):
    pack = build(source)
    of_2017 = register_pack(pack, 2017)
    assert [form.id for form in of_2017.forms] == ["F3"]
    assert of_2017.register_forms == ()
    assert of_2017.campaign is not None
    assert (of_2017.campaign.id, of_2017.campaign.parameters["year"]) == ("register:small", "2017")
    assert [one.row for one in of_2017.derivations] == ["2017", "2017"]
    (rule,) = of_2017.lists["score_rules"]
    assert (rule.name, rule.attributes["b1_to"], rule.attributes["shown"]) == ("N1", "120", "")
    assert standard_of(pack, 1990) == pack.standards[0]


@pytest.mark.parametrize(
    "old, new, code, cell",
    [
        ("F1,{year},c02", "F9,{year},c02", "PACK_REFERENCE", "A2"),
        ("F1,{year},c02", "F1,{year},c09", "PACK_REFERENCE", "C2"),
        ("F1,{year},c02", "F1,2016,c02", "PACK_REFERENCE", "B2"),
        ("c02,F3,c03", "c02,F1,c03", "PACK_REFERENCE", "D2"),
        ("c03 = 'N1'", "c09 = 'N1'", "PACK_EXPRESSION", "E2"),
        ("c01,F3,,,all", "c01,F3,,c02 +,all", "PACK_EXPRESSION", "F3"),
        ("c01,F3,,,all", "c01,F3,,,some", "PACK_VALUE", "G3"),
    ],
)
def test_a_wrong_derivation_is_told_at_its_cell(source, old, new, code, cell):
    change(source / "derivations.csv", old, new)
    (problem,) = problems(source)
    assert (problem.code, problem.details["sheet"], problem.details["cell"]) == (code, "derivations", cell)


def test_a_wrong_expression_of_a_register_is_told_at_its_cell(source):
    change(source / "forms" / "F-3.md", "b1_to]", "b1_too]")
    (problem,) = problems(source)
    assert (problem.code, problem.details["sheet"]) == ("PACK_EXPRESSION", "F-3 survey")


@pytest.fixture
def beside(source):
    """Give a way to say what travels beside the report, in the campaign's sheet."""

    def say(**parameters):
        with (source / "campaign.csv").open("a", encoding="utf-8") as file:
            file.writelines(f"parameter.{name},{value}\n" for name, value in parameters.items())
        return source

    return say


def test_a_campaign_may_have_fields_and_registers_travel_beside_the_report(beside):
    pack = build(beside(routed_fields="F2.c02", routed_registers="2017", routed_id_numbers="masked"))
    assert [(one.id, one.year, one.id_numbers) for one in routes(pack)] == [
        ("F2", None, ""),
        ("F3-2017", 2017, "masked"),
    ]
    for route in routes(pack):
        assert route_pack(pack, route).hash == pack.hash


@pytest.mark.parametrize(
    "name, value, told",
    [
        ("routed_fields", "F2.c02;F9.c01", "F9.c01"),
        ("routed_fields", "F1.c99", "F1.c99"),
        ("routed_registers", "1999", "1999"),
        ("routed_id_numbers", "some", "some"),
    ],
)
def test_what_it_names_must_be_there(beside, name, value, told):
    (problem,) = problems(beside(**{name: value}))
    assert (problem.code, problem.details["sheet"], problem.details["text"]) == (
        "PACK_REFERENCE",
        "campaign",
        told,
    )


def test_a_figure_that_others_follow_from_cannot_travel_apart(beside):
    found = problems(beside(routed_fields="F1.c02"))
    assert {problem.code for problem in found} == {"PACK_EXPRESSION"}
    assert {problem.details["sheet"] for problem in found} == {"F-1 survey"}
