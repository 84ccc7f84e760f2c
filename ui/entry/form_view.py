"""Chooses the shape a form is entered in: grid, records, one record, sheets of text, or single questions."""

from forms.pack import Form, Kind, Layout, TableKind
from ui.entry.grid_form import GridForm
from ui.entry.live import Live
from ui.entry.questions_form import QuestionsForm
from ui.entry.record_form import RecordForm, RecordsForm
from ui.entry.register_form import RegisterForm
from ui.entry.rows_form import RowsForm
from ui.entry.text_form import TextForm

FormView = GridForm | RecordsForm | RecordForm | RowsForm | TextForm | QuestionsForm | RegisterForm


def make_form_view(live: Live, form: Form) -> FormView:
    """Build the view of a form from the kind of its main table; child tables stand inside it."""
    if form.order:  # another maker's: its questions in its own order
        return QuestionsForm(live, form)
    main = form.tables[0]
    if form.register:
        return RegisterForm(live, main.id)
    if main.kind is TableKind.FIXED:
        return GridForm(live, main.id)
    if main.kind is TableKind.RECORDS:
        return (
            RecordsForm(live, main.id)
            if main.layout is Layout.RECORD
            else RowsForm(live, main.id, fixed_height=False)
        )
    texts = [
        field.kind is Kind.MEMO for field in main.fields if field.kind is not Kind.KEY and not field.hidden
    ]
    if texts and all(texts):
        return TextForm(live, main)
    return RecordForm(live, main, ())
