"""The forms of other makers are filled in many times; each time stands apart."""

from dataclasses import replace
from datetime import timedelta

import pytest

from db.answers import Answers, StoredCell
from db.attachments import Attachments
from db.connect import open_database
from db.database import Database
from db.migrations import MIGRATIONS
from db.packs import install_pack
from forms.answers import Address
from forms.pack import Field, Form, Kind, Pack, Table, TableKind
from forms.problems import Problem
from tests.db.conftest import KEY, WHEN

UNIT, CAMPAIGN = "62.01.001", "form:survey"
LATER = WHEN + timedelta(hours=1)


def asked(name, kind):
    return Field(name, f"/survey/{name}", kind, {"vi": name})


def survey(version, *fields):
    table = Table("survey", "survey", "/survey", TableKind.SINGLE, {"vi": ""}, fields)
    form = Form("survey", "survey", version, {"vi": "Khảo sát"}, (table,))
    return Pack("survey", version, {"vi": "Khảo sát"}, (form,))


SURVEY = survey("1", asked("age", Kind.INTEGER), asked("Age", Kind.TEXT), asked("_id", Kind.TEXT))
AGE = Address("survey", (), "age")


@pytest.fixture
def surveys(database):
    install_pack(database, SURVEY, b"form", WHEN)
    return Answers(database, SURVEY)


def put(answers, submission, value, when=WHEN):
    answers.put(submission, [StoredCell(AGE, value)], who="Y Hoa", when=when)


def test_every_instance_has_answers_of_its_own(surveys):
    first = surveys.own(UNIT, CAMPAIGN, WHEN, "a")
    second = surveys.own(UNIT, CAMPAIGN, LATER, "b")
    assert surveys.own(UNIT, CAMPAIGN, LATER, "a") == first != second
    put(surveys, first, 30)
    put(surveys, second, 40)
    assert (surveys.load(first).value(AGE), surveys.load(second).value(AGE)) == (30, 40)
    listed = surveys.instances(UNIT, CAMPAIGN)
    assert [(one.id, one.instance, one.created) for one in listed] == [
        (first, "a", WHEN),
        (second, "b", LATER),
    ]
    assert surveys.instances(UNIT, "form:other") == ()


def test_the_one_set_of_a_campaign_is_no_instance(surveys):
    surveys.own(UNIT, CAMPAIGN, WHEN)
    assert surveys.instances(UNIT, CAMPAIGN) == ()


def test_an_instance_that_is_taken_away_keeps_its_answers_and_comes_back(surveys):
    kept = surveys.own(UNIT, CAMPAIGN, WHEN, "a")
    put(surveys, kept, 30)
    surveys.forget_instance(kept)
    assert surveys.instances(UNIT, CAMPAIGN) == ()
    assert [one.id for one in surveys.instances(UNIT, CAMPAIGN, removed=True)] == [kept]
    surveys.restore_instance(kept)
    assert [one.removed for one in surveys.instances(UNIT, CAMPAIGN, removed=None)] == [False]
    assert surveys.load(kept).value(AGE) == 30
    with pytest.raises(Problem, match="NO_SUCH_SUBMISSION"):
        surveys.forget_instance(surveys.own(UNIT, CAMPAIGN, WHEN))


def test_a_change_opens_a_finished_instance_again(surveys):
    one = surveys.own(UNIT, CAMPAIGN, WHEN, "a")
    surveys.entitle(one, "1. Y Hoa")
    surveys.finish(one, LATER)
    (listed,) = surveys.instances(UNIT, CAMPAIGN)
    assert (listed.title, listed.finished) == ("1. Y Hoa", LATER)
    put(surveys, one, 31, LATER)
    assert surveys.instances(UNIT, CAMPAIGN)[0].finished is None


def test_names_that_sqlite_cannot_tell_apart_stand_apart_in_the_form_of_another_maker(surveys):
    one = surveys.own(UNIT, CAMPAIGN, WHEN, "a")
    words = {"Age": "ba mươi", "_id": "x"}
    cells = [StoredCell(Address("survey", (), name), text) for name, text in words.items()]
    surveys.put(one, [*cells, StoredCell(AGE, 30)], who="Y Hoa", when=WHEN)
    assert surveys.load(one).tables == {"survey": {(): {"age": 30, **words}}}


def test_a_later_version_may_ask_for_another_kind_of_value(database, surveys):
    one = surveys.own(UNIT, CAMPAIGN, WHEN, "a")
    put(surveys, one, 30)
    later = survey("2", asked("age", Kind.TEXT))
    install_pack(database, later, b"form 2", LATER)
    newer = Answers(database, later)
    newer.put(newer.own(UNIT, CAMPAIGN, WHEN, "b"), [StoredCell(AGE, "ba mươi")], who="Y Hoa", when=LATER)
    assert surveys.load(one).value(AGE) == 30


def test_forms_of_other_makers_share_no_table_with_each_other_or_with_ours(database, surveys):
    other = replace(SURVEY, id="other")
    install_pack(database, other, b"other form", WHEN)
    names = {name for name in database.table_names() if "survey" in name}
    assert len(names) == 2


def test_a_form_with_more_questions_than_a_table_has_room_for_is_refused(database):
    wide = survey("9", *(asked(f"q{number}", Kind.TEXT) for number in range(1_901)))
    with pytest.raises(Problem, match="PACK_WIDE"):
        install_pack(database, wide, b"wide", WHEN)


def test_attachments_of_an_instance_do_not_travel_with_the_report(database):
    report, instance = Attachments(database), Attachments(database, "a")
    instance.keep("a.jpg", b"photo", place="survey.photo", caption="", when=WHEN)
    report.keep("b.jpg", b"paper", place="BM18.c02", caption="", when=WHEN)
    assert ([file.name for file in report.files()], list(report.places())) == (["b.jpg"], ["b.jpg"])
    assert ([file.name for file in instance.files()], list(instance.places())) == (["a.jpg"], ["a.jpg"])
    assert report.names() == instance.names() == {"a.jpg", "b.jpg"}


def test_answers_of_a_file_made_before_there_were_instances_are_kept(path):
    old = Database(path, KEY)
    with old.writing():
        MIGRATIONS.apply(old, stop_before="0006_instances")
        old.insert(
            "submission", uuid="u", unit=UNIT, campaign="2018", pack="test", pack_version="1", kind="own",
            status="current", revision=0, digest="", created=WHEN.isoformat(), updated=WHEN.isoformat(),
        )  # fmt: skip
    old.close()
    new = open_database(path, KEY)
    answers = Answers(new, SURVEY)
    assert answers.submission(answers.own(UNIT, "2018", LATER)).uuid == "u"
    assert answers.instances(UNIT, "2018") == ()
    new.close()
