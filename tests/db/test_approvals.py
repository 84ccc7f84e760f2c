import pytest

from db.approvals import Approvals, ApprovalState
from db.connect import open_database
from forms.problems import Problem
from tests.db.conftest import KEY, WHEN


def ask(database, own):
    return Approvals(database).ask(
        own,
        code="K7MP-3XRT",
        name="goi.xlsx",
        preparer="Y Hoa",
        approver="A Chương",
        package="ab",
        companion="",
        who="Y Hoa",
        when=WHEN,
    )


def test_one_package_waits_at_a_time_until_it_is_sent_or_taken_back(database, own):
    approvals = Approvals(database)
    first = ask(database, own)
    assert (first.state, first.code, first.who, first.asked) == (
        ApprovalState.WAITING, "K7MP-3XRT", "Y Hoa", WHEN,
    )  # fmt: skip
    with pytest.raises(Problem, match="APPROVAL_WAITS"):
        ask(database, own)
    approvals.end(first.id, ApprovalState.TAKEN_BACK, who="Y Hoa", when=WHEN, why="sai số hộ")
    assert approvals.open(own) is None
    second = ask(database, own)
    approvals.approve(second.id, "cd")
    held = approvals.open(own)
    assert held is not None
    assert (held.state, held.package, held.approved) == (ApprovalState.APPROVED, "ab", "cd")
    approvals.end(second.id, ApprovalState.SENT, who="Y Hoa", when=WHEN)
    assert approvals.open(own) is None


def test_a_waiting_package_outlives_the_program(database, own, path):
    asked = ask(database, own)
    database.close()
    again = open_database(path, KEY)
    assert Approvals(again).open(own) == asked
    again.close()
