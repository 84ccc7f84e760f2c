"""What a receiving office answers of a file, in parts: the verifier's findings and its own."""

from __future__ import annotations

from exports.opc import Signer
from exports.trust import NOT_YET_VALID
from forms.problems import Problem
from forms.report import PackageKind
from office.answer import Answer, answer, clock_problem
from office.case_state import Case
from office.speaking import speaks

_PLACE = frozenset(
    ("PRACTICE_PACKAGE", "OTHER_FORMAT", "OTHER_CAMPAIGN", "OTHER_STANDARD", "OTHER_PACK", "NOT_BELOW")
) | {"SUPPLEMENT_NEEDED", "OTHER_KIND", "OTHER_RECIPIENT", "NOT_OUR_PACKAGE", "SUPERSEDED", "FORKED"}
_NOT_FOR_THE_UNIT = frozenset(("SIGNER_OTHER_UNIT", "SIGNER_ENDED", "SIGNER_LOST"))
_TAKEN = "TAKEN"
NOT_APPROVED = frozenset(
    ("SECOND_SIGNATURE", "PAPER_OR_SECOND", "PAPER_SCAN", "PAPER_NUMBER", "ROLE_MISSING")
)
"""What a package lacks where its campaign asks for two signatures."""


def answered(case: Case, problem: Problem) -> Answer:
    """Put all that is known of a file into parts; `problem`: what the office says of it as a whole."""
    if case.verdict is None:
        return Answer()

    def on_a_line(signer: Signer) -> Problem | None:
        line = speaks(case.desk, signer, case.package.unit, case.day).line
        if line is None and case.package.kind == PackageKind.IN_PLACE:
            return Problem("ANSWER_IN_PLACE", unit=case.desk.unit.name)
        if line is None:
            return None
        unit = case.desk.pack.units_by_code.get(line.unit)
        name = unit.name if unit else line.unit
        since = f"{line.since:%d/%m/%Y}"
        return Problem("ANSWER_RECOGNISED", unit=name, day=since, who=line.confirmed_by, how=line.how)

    latest = case.desk.received.latest_moment()
    whole = answer(case.verdict, case.received, recognised=on_a_line, seen=latest)
    if case.parts is None:
        return whole
    if problem.code in _NOT_FOR_THE_UNIT:
        whole = whole.distrusted(problem)
    whole = _with_approval(case, problem, whole)
    said = case.package
    if problem.code in _PLACE:
        return whole.and_place(problem)
    if problem.code == "ALREADY_HERE":
        return whole.and_place(problem, tone="note")
    if problem.code == "TAKEN_IN_PLACE":
        return whole.and_place(Problem("ANSWER_PLACE_IN_PLACE"), tone="note")
    if problem.code.startswith(_TAKEN):
        return whole.and_place(None, said.revision)
    if case.report is None:
        return whole
    kept = case.desk.received.latest(said.unit, said.campaign)
    if kept is not None and said.revision <= kept.package.revision:
        older = Problem("SUPERSEDED", revision=said.revision, kept=kept.package.revision)
        if said.revision == kept.package.revision:
            older = Problem("FORKED", revision=said.revision)
        return whole.and_place(older, tone="warning")
    return whole.and_place(None, said.revision)


def _with_approval(case: Case, problem: Problem, whole: Answer) -> Answer:
    """Say that both signed, or that a stamped page stands for the second signature, or what is missing."""
    if problem.code in NOT_APPROVED:
        return whole.and_approved(problem, "error")
    signed = {one.role: one.person for one in case.approved.signed if one.role}
    if case.approved.kind == "two":
        both = Problem("ANSWER_APPROVED", preparer=signed["preparer"], approver=signed["approver"])
        return whole.and_approved(both, "good")
    if case.approved.kind == "paper" and case.report is not None:
        cover = case.report.header
        day = f"{cover.date_signed:%d/%m/%Y}" if cover.date_signed else ""
        return whole.and_approved(Problem("ANSWER_PAPER", number=cover.report_number, day=day), "note")
    return whole


def clock_first(case: Case, problem: Problem) -> Problem:
    """Name a wrong clock of this computer before a certificate is called not yet valid."""
    if problem.code != NOT_YET_VALID or case.verdict is None:
        return problem
    return clock_problem(case.verdict, case.received, case.desk.received.latest_moment()) or problem
