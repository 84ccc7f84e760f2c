"""The folder of a conference from the command line."""

from tests.desktop_app import call


def test_an_office_below_is_told_that_others_hold_conferences(home, tmp_path, capsys):
    assert call("--home", home, "conference", tmp_path) == 1
    assert "CONFERENCE_NONE" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("hoi-nghi")] == []
