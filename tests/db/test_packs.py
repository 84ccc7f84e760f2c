from dataclasses import replace
from datetime import timedelta

import pytest

from db.answers import Answers, StoredCell
from db.packs import install_pack, installed_packs, pack_bytes
from forms.answers import Address
from forms.pack import Kind
from forms.problems import Problem
from tests.db.conftest import WHEN
from tests.db.packs import MODELS, PACK, YEARS, field, with_table

C01 = Address("BM02", ("2018",), "c01")
LATER = WHEN + timedelta(days=1)


def version(*fields, number="2"):
    kept = tuple(old for old in YEARS.fields if old.id not in {new.id for new in fields})
    return with_table(PACK, replace(YEARS, fields=(*kept, *fields)), number)


def test_installed_packs_are_listed_with_their_exact_bytes(database):
    newer = version(field("c20"))
    install_pack(database, newer, b"newer file", LATER)
    assert [(pack.id, pack.version, pack.hash) for pack in installed_packs(database)] == [
        ("test", "1", PACK.hash),
        ("test", "2", newer.hash),
    ]
    assert pack_bytes(database, "test", "1") == b"pack file"
    assert pack_bytes(database, "test", "2") == b"newer file"
    with pytest.raises(Problem, match="PACK_UNKNOWN"):
        pack_bytes(database, "test", "3")


def test_a_newer_version_adds_a_column_and_keeps_what_was_typed(database, answers, own):
    answers.put(own, [StoredCell(C01, 12)], who="Y Hoa", when=WHEN)
    newer = version(field("c20", Kind.DECIMAL))
    install_pack(database, newer, b"newer file", LATER)
    after = Answers(database, newer)
    assert after.load(own).value(C01) == 12
    after.put(own, [StoredCell(Address("BM02", ("2018",), "c20"), 3)], who="Y Hoa", when=LATER)
    assert after.submission(own).pack_version == "2"
    assert after.load(own).tables["BM02"][("2018",)] == {"c01": 12, "c20": 3}
    assert answers.load(own).tables["BM02"][("2018",)] == {"c01": 12}


def test_a_version_without_a_field_keeps_its_column_and_its_figures(database, answers, own):
    answers.put(own, [StoredCell(C01, 12)], who="Y Hoa", when=WHEN)
    fewer = with_table(PACK, replace(YEARS, fields=YEARS.fields[:1] + YEARS.fields[2:]), "2")
    install_pack(database, fewer, b"fewer", LATER)
    assert Answers(database, fewer).load(own).tables == {}
    assert answers.load(own).value(C01) == 12


def test_a_record_removed_under_a_newer_version_leaves_its_older_fields_in_the_history(
    database, answers, own
):
    name = Address("BM17", ("1",), "c01")
    answers.put(own, [StoredCell(name, "Nuôi bò")], who="Y Hoa", when=WHEN, added=[("BM17", ("1",))])
    newer = with_table(PACK, replace(MODELS, fields=(field("c02"),)), "2")
    install_pack(database, newer, b"newer", LATER)
    Answers(database, newer).remove_row(own, "BM17", ("1",), who="A Tuấn", when=LATER)
    line = answers.history(own, name)[0]
    assert (line.old, line.new, line.who) == ("Nuôi bò", None, "A Tuấn")


@pytest.mark.parametrize(
    "pack,code",
    [
        (replace(PACK, title={"vi": "Khác"}), "PACK_SAME_VERSION"),
        (version(field("c01", Kind.DECIMAL)), "PACK_FIELD_CHANGED"),
        (version(field("c01", Kind.TEXT)), "PACK_FIELD_CHANGED"),
        (version(field("C02")), "PACK_NAME"),
        (version(field('c1"; DROP TABLE person; --')), "PACK_NAME"),
    ],
)
def test_a_pack_that_would_change_what_is_kept_is_refused_whole(database, pack, code):
    schema = database.schema
    with pytest.raises(Problem) as refused:
        install_pack(database, pack, b"other", LATER)
    assert refused.value.code == code
    assert database.schema == schema
    assert len(installed_packs(database)) == 1


def test_views_show_the_figures_under_their_names(database, answers, own):
    answers.put(own, [StoredCell(C01, 12)], who="Y Hoa", when=WHEN)
    rows = list(database.query('SELECT * FROM "v_BM02"'))
    assert [row["c01 Chỉ tiêu c01"] for row in rows] == [12]
    assert (rows[0]["unit"], rows[0]["campaign"], rows[0]["year"]) == ("62.01.001", "2018", "2018")
