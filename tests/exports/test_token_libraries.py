"""Drivers of USB tokens are found by the names their makers give them."""

from exports.token_libraries import found_libraries, libraries_in
from tests.tokens.soft import softhsm


def test_the_library_installed_here_is_found():
    assert softhsm().resolve() in [path.resolve() for path in found_libraries()]


def test_windows_own_door_to_the_same_token_is_left_out(tmp_path):
    for name in ("viettel-ca_v6.dll", "viettel-ca_v6_s.dll", "kernel32.dll"):
        (tmp_path / name).write_bytes(b"MZ")
    assert [path.name for path in libraries_in([tmp_path], ["viettel-ca_v*.dll"])] == ["viettel-ca_v6.dll"]


def test_a_library_under_two_names_or_a_folder_is_no_second_one(tmp_path):
    (tmp_path / "libeToken.so.9").write_bytes(b"")
    (tmp_path / "libeToken.so").symlink_to("libeToken.so.9")
    (tmp_path / "libeToken.so.d").mkdir()
    assert len(libraries_in([tmp_path, tmp_path], ["libeToken.so*"])) == 1
