"""What the home page tells: what is due, how far it is, what is wrong, what was sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.answers import DraftLine
from forms.engine import OpenForms
from forms.findings import Finding
from forms.pack import Form, Severity
from office.desk import Desk
from office.sending import SentView, sent

_TOLD_ELSEWHERE = ("K34", "K36")
"""A warning without a reason stands beside the warning itself; blanks are counted as not answered."""


@dataclass(frozen=True, slots=True)
class FormStatus:
    """One form's line on the home page."""

    form: Form
    answered: int
    wanted: int
    errors: int
    warnings: int
    required: bool
    state: str  # "empty" | "started" | "complete" | "errors" | "warnings"


@dataclass(frozen=True, slots=True)
class HomeView:
    """Everything the home page shows."""

    campaign_title: str
    deadline: date | None
    days_left: int | None
    forms: tuple[FormStatus, ...]
    last_sent: SentView | None
    changed_since_sent: bool
    drafts: tuple[DraftLine, ...]


def home_view(desk: Desk, open_forms: OpenForms) -> HomeView:
    """Look at the office as it stands; reads only. `open_forms`: its answers, as they are entered."""
    campaign = desk.pack.campaign
    if campaign is None:
        return HomeView("", None, None, (), None, changed_since_sent=False, drafts=())
    due = campaign.deadlines.get(desk.unit.level)
    deadline = date.fromisoformat(due) if due else None
    last = next(iter(sent(desk)), None)
    return HomeView(
        campaign_title=campaign.title.get(desk.language, campaign.id),
        deadline=deadline,
        days_left=(deadline - desk.clock.today()).days if deadline else None,
        forms=form_statuses(desk, open_forms),
        last_sent=last,
        changed_since_sent=last is not None and desk.answers.changed_after(desk.own_submission(), last.when),
        drafts=desk.answers.drafts(desk.own_submission()),
    )


def form_statuses(desk: Desk, open_forms: OpenForms) -> tuple[FormStatus, ...]:
    """Say how far each form is and how many problems it has."""
    required = {
        a.form
        for a in desk.pack.assignments
        if a.required and a.level == desk.unit.level and a.kind == desk.unit.kind
    }
    findings = open_forms.findings()
    return tuple(_status(open_forms, form, findings, form.id in required) for form in open_forms.forms)


def _status(
    open_forms: OpenForms,
    form: Form,
    findings: tuple[Finding, ...],
    required: bool,  # noqa: FBT001 - one line of a table
) -> FormStatus:
    tables = {table.id for table in form.tables}
    own = [finding for finding in findings if finding.place.table in tables]
    errors = sum(
        finding.severity is Severity.ERROR and finding.code not in _TOLD_ELSEWHERE for finding in own
    )
    warnings = sum(finding.severity is Severity.WARNING and not finding.explained for finding in own)
    answered, wanted = open_forms.completeness(form.id)
    if errors:
        state = "errors"
    elif answered == 0 and wanted:
        state = "empty"
    elif answered < wanted:
        state = "started"
    else:
        state = "warnings" if warnings else "complete"
    return FormStatus(form, answered, wanted, errors, warnings, required, state)
