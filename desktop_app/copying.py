"""The copy that is made when the program is closed; what goes wrong with it is told, and stops nothing."""

from desktop_app import log
from desktop_app.crash import refusal_window
from forms.problems import Problem
from office.contact import contact_of, with_contact
from office.copies import Why, make
from office.desk import Desk
from office.messages import sentence
from office.practice_mark import is_practice


def copy_at_closing(desk: Desk) -> None:
    """Copy the data; the data themselves are saved all the same where that fails. Practice needs none."""
    if is_practice(desk.campaign_id):
        return
    try:
        problem = make(desk, Why.CLOSING).second_problem
    except Problem as wrong:
        problem = wrong
    if problem is not None:
        log.write(problem)
        told = sentence("COPY_FAILED", desk.language, why=sentence(problem, desk.language))
        refusal_window(None, with_contact(told, contact_of(desk.home), desk.language))
