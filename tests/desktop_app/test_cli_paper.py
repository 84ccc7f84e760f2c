"""The stamped paper by commands: presented, printed, numbered and withdrawn here, compared above."""

from desktop_app.cli_say import at_desk
from office.presenting import papers, present, presented
from office.receiving import receive
from tests.desktop_app import call
from tests.offices import NGOC_LAY, TU_MO_RONG, recognise_sender, send_to
from tests.pictures import JPEG


def test_what_is_presented_is_printed_numbered_and_withdrawn(qapp, place, tmp_path, capsys):
    with place.filled(NGOC_LAY) as commune:
        home = commune.home
    assert call("--home", home, "paper", "pdf", "--out", tmp_path / "giay.pdf") == 1
    assert "NOT_PRESENTED" in capsys.readouterr().err
    assert call("--home", home, "paper", "present") == 0
    code = capsys.readouterr().out.rsplit(maxsplit=1)[-1]
    assert call("--home", home, "paper", "pdf", "--out", tmp_path / "giay.pdf") == 0
    assert code in capsys.readouterr().out
    assert (tmp_path / "giay.pdf").read_bytes().startswith(b"%PDF")
    (tmp_path / "quet.jpg").write_bytes(JPEG)
    assert call("--home", home, "paper", "stamped", "--number", "05/BC-UBND", "--day", "20/9/2018") == 0
    assert call("--home", home, "paper", "stamped", "--scan", tmp_path / "quet.jpg") == 0
    assert "05/BC-UBND ngày 20/09/2018" in capsys.readouterr().out
    assert call("--home", home, "paper", "stamped", "--number", "06/BC-UBND") == 0  # the day stays
    assert "06/BC-UBND ngày 20/09/2018" in capsys.readouterr().out
    assert call("--home", home, "paper", "withdraw", "--why", "") == 1
    assert call("--home", home, "paper", "withdraw", "--why", "sai số") == 0
    assert code in capsys.readouterr().out
    with at_desk(home) as desk:
        assert presented(desk) is None
        (void,) = papers(desk)
    assert (void.figures_code, void.void, void.why) == (code, True, "sai số")


def test_the_office_above_compares_one_block(place, capsys):
    with place.filled(NGOC_LAY) as commune:
        first, last = present(commune).figures_code.split("-")
        package = send_to(commune, place.stick()).path
    with place.office(TU_MO_RONG) as district:
        above = district.home
        recognise_sender(district, package, NGOC_LAY)
        receive(district, [package])
    for block in (first, last.lower()):
        assert call("--home", above, "paper", "match", NGOC_LAY, block) == 0
        assert "không phải là chữ ký" in capsys.readouterr().out
    other = "AAAA" if "AAAA" not in (first, last) else "BBBB"
    assert call("--home", above, "paper", "match", NGOC_LAY, other) == 1
    assert "Không khớp" in capsys.readouterr().out
    assert call("--home", above, "paper", "match", NGOC_LAY, "??") == 1
    assert "PAPER_BLOCK" in capsys.readouterr().err
    assert call("--home", above, "paper", "match", "99999", first) == 1
    assert "NO_SUCH_PACKAGE" in capsys.readouterr().err
