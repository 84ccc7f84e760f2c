"""What is the same for every row is worked out once for all of them, and again when it moves."""

from forms.answers import Address, Document
from forms.engine import FormSet
from forms.engine_steps import OPENING_BUDGET
from tests.forms.engine_packs import COMMUNE, TODAY, cell, one_form, rate, records, table, text

ROWS = 1_500
PACK = one_form(
    table("T", "/T", (cell("total", "sum(/T/r/n)"),)),
    records(
        "T.r",
        "/T/r",
        (
            cell("n"),
            text("kind"),
            rate("share", "../n div sum(/T/r[n > 0]/n) * 100"),
            rate("of_kind", "../n div sum(/T/r[kind = current()/../kind]/n) * 100"),
            cell("own", "count(/T/r/n)"),
        ),
    ),
)
FORMS = FormSet(PACK)


def filled(rows):
    return Document({"T.r": {(str(n),): {"n": n % 7 + 1, "kind": "ab"[n % 2]} for n in range(1, rows + 1)}})


def shown(forms):
    return {
        (key, name): forms.view(Address("T.r", key, name)).value
        for key in forms.rows("T.r")
        for name in ("share", "of_kind", "own")
    }


def test_a_sum_that_every_row_divides_by_costs_one_visit_a_row():
    pack = one_form(
        table("T", "/T", (cell("total", "sum(/T/r/n)"),)),
        records("T.r", "/T/r", (cell("n"), rate("share", "../n div sum(/T/r[n > 0]/n) * 100"))),
    )
    document = Document({"T.r": {(str(n),): {"n": n} for n in range(1, ROWS + 1)}})
    forms = FormSet(pack).open(COMMUNE, document, TODAY)
    assert OPENING_BUDGET - forms._store.budget < 50 * ROWS  # each row for itself would make ROWS * ROWS
    forms.put(Address("T.r", ("7",), "n"), 8)
    total = sum(range(1, ROWS + 1)) + 1
    assert float(forms.view(Address("T.r", ("8",), "share")).value or 0) == round(8 / total * 100, 2)


def test_what_rows_share_follows_every_entry_and_every_row():
    forms = FORMS.open(COMMUNE, filled(12), TODAY)
    for step in range(12):
        forms.put(Address("T.r", (str(step + 1),), "n"), 50 + step)
        forms.put(Address("T.r", (str(step + 1),), "kind"), "ba"[step % 2])
        if step % 3 == 0:
            forms.add_record("T.r")
        elif step % 3 == 1:
            forms.remove_record("T.r", forms.rows("T.r")[-1])
        assert shown(forms) == shown(FORMS.open(COMMUNE, forms.document(), TODAY))


def test_what_a_row_reads_of_itself_is_not_shared():
    forms = FORMS.open(COMMUNE, filled(4), TODAY)
    assert {forms.view(Address("T.r", key, "own")).value for key in forms.rows("T.r")} == {1}
    shares = {forms.view(Address("T.r", key, "of_kind")).value for key in forms.rows("T.r")}
    assert len(shares) > 1
