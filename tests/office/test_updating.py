"""An update from a stick: the newer version starts next time, whole, or nothing has changed."""

import errno
import os
import shutil
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.migrations import STEPS
from exports.opc import read_zip, write_zip
from forms.problems import Problem
from office import sealed, update_file, updating
from office.installed import CURRENT, PUBLISHER, Current, Installed, Standing, is_version, order
from office.update_file import contents, file_name, open_update
from office.updating import back, can_go_back, can_update, find_updates, look, settle, sweep, take
from tests.updates import MOMENT, NEW, OLD, install, lay_version, publisher_key, rebuilt, update_on, whole


@pytest.fixture
def here(tmp_path):
    return install(tmp_path / "PhieuXa")


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def passes(folder):
    return ""


def taken(here, path, *, copy=lambda: None, trial=passes, progress=lambda *_: None):
    return take(path, here, MOMENT, copy, progress, trial)


def untouched(here):
    """The older version starts, is whole, and nothing else stands beside it."""
    assert here.current() == Current(OLD)
    assert whole(here, OLD)
    assert [one.name for one in here.versions.iterdir()] == [OLD]


def refusal(act, *arguments, **named):
    with pytest.raises(Problem) as refused:
        act(*arguments, **named)
    return refused.value


# --- taking ---------------------------------------------------------------------------------------


def test_an_update_stands_beside_the_older_version_and_starts_next_time(here, stick):
    order_of_work = []
    path = update_on(stick).path

    def trial(folder):
        order_of_work.append(f"trial, starts {here.current().version}")
        return ""

    done = taken(
        here,
        path,
        copy=lambda: order_of_work.append(f"copy, starts {here.current().version}, {len(here.here())} here"),
        trial=trial,
    )
    assert order_of_work == [f"copy, starts {OLD}, 1 here", f"trial, starts {OLD}"]
    assert (done.version, done.before) == (NEW, OLD)
    assert here.current() == Current(NEW, OLD, Standing.NEW)
    assert whole(here, NEW)
    assert whole(here, OLD)
    assert os.access(here.folder(NEW) / "phieuxa", os.X_OK)
    assert [one.name for one in here.versions.iterdir() if "unfinished" in one.name] == []


def test_it_tells_how_far_it_is(here, stick):
    told = []
    taken(here, update_on(stick).path, progress=lambda *step: told.append(step))
    assert [done for done, _, _ in told] == sorted(done for done, _, _ in told)
    assert told[-1][0] == told[-1][1]


def test_the_first_window_settles_it_and_the_oldest_version_goes(here, stick):
    lay_version(here.folder("0.0.9"), "0.0.9")
    taken(here, update_on(stick).path)
    there = Installed(here.root, NEW)
    assert settle(here) == updating.Settled()  # the older one still runs
    assert settle(there).came == NEW
    sweep(there)
    assert there.current() == Current(NEW, OLD)
    assert there.here() == (OLD, NEW)
    assert settle(there) == updating.Settled()


def test_after_the_launcher_went_back_the_failed_version_is_named_once_and_taken_away(here, stick):
    taken(here, update_on(stick).path)
    here.switch(Current(OLD, NEW, Standing.FAILED))  # as the launcher writes it
    assert can_go_back(here) == ""
    assert settle(here).failed == NEW
    sweep(here)
    untouched(here)
    assert settle(here) == updating.Settled()
    taken(here, update_on(stick).path)  # it may be tried again
    assert here.current().version == NEW


def test_leftovers_of_a_cut_update_go_at_the_next_start(here):
    for name in (f"{NEW}.unfinished-ab", "0.0.9", "0.3.0.unfinished"):
        (here.versions / name).mkdir()
    sweep(here)
    untouched(here)


def test_a_version_loses_its_name_before_it_is_removed_so_that_no_half_of_it_can_start(here, monkeypatch):
    lay_version(here.folder("0.3.0"), "0.3.0")
    assert here.here() == (OLD, "0.3.0")
    monkeypatch.setattr(shutil, "rmtree", lambda *_, **__: None)  # cut off before the first file
    sweep(here)
    assert here.here() == (OLD,)
    monkeypatch.undo()
    sweep(here)
    untouched(here)


# --- what is refused --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wanted, code",
    [
        ({"person": "Kẻ lạ"}, "UPDATE_FOREIGN"),
        ({"version": OLD, "minimum": "0.0.1"}, "UPDATE_OLDER"),
        ({"version": "0.0.9", "minimum": "0.0.1"}, "UPDATE_OLDER"),
        ({"version": "0.1", "minimum": "0.0.1"}, "UPDATE_OLDER"),
        ({"platform": "windows"}, "UPDATE_PLATFORM"),
        ({"version": "0.3.0", "minimum": NEW}, "UPDATE_MINIMUM"),
        ({"broken": True}, "UPDATE_SELFTEST"),
    ],
)
def test_what_is_not_for_this_program_changes_nothing(here, stick, wanted, code):
    path = update_on(stick, **wanted).path
    trial = lambda folder: "hỏng" if (folder / "broken").exists() else ""  # noqa: E731
    assert refusal(taken, here, path, trial=trial).code == code
    untouched(here)


def test_an_unsigned_a_changed_and_a_cut_file_are_told_apart(here, stick, monkeypatch):
    made = update_on(stick)
    stripped = {name: held for name, held in read_zip(made.data).items() if "_xmlsignatures" not in name}
    for data in (made.data[:-1000], b"", b"PK\3\4", made.data + b" ", write_zip(stripped)):
        made.path.write_bytes(data)
        assert refusal(taken, here, made.path).code == "UPDATE_NOT_WHOLE"
    monkeypatch.setattr(sealed, "sign", lambda package, *_, **__: package)
    assert refusal(taken, here, rebuilt(made.data, lambda *_: None, stick)).code == "UPDATE_UNSIGNED"
    made.path.unlink()
    assert refusal(taken, here, made.path).code == "FILE_MISSING"
    untouched(here)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_no_flipped_byte_changes_what_is_taken(tmp_path_factory, data):
    made = update_on(tmp_path_factory.getbasetemp() / "flipped")
    at = data.draw(st.integers(0, len(made.data) - 1))
    other = bytearray(made.data)
    other[at] ^= data.draw(st.integers(1, 255))
    try:
        passed = open_update(bytes(other), MOMENT, "x")
    except Problem as problem:
        assert problem.code in ("UPDATE_NOT_WHOLE", "UPDATE_UNSIGNED")  # noqa: PT017 - or nothing is raised
    else:  # a time of day in the container, which nobody reads
        assert replace(passed, digest="") == replace(open_update(made.data, MOMENT), digest="")


def set_at(*path, to):
    def change(content, parts):
        inside = content
        for name in path[:-1]:
            inside = inside[name]
        inside[path[-1]] = to

    return change


@pytest.mark.parametrize(
    "change, where",
    [
        (set_at("format", to=2), "format"),
        (set_at("version", to="0.2.0 "), "version"),
        (set_at("minimum", to="0.3.0"), "minimum"),
        (set_at("steps", to="24"), "steps"),
        (set_at("notes", to={"fr": "x"}), "notes"),
        (set_at("files", to=[]), "files"),
        (set_at("files", 0, "path", to="../../autostart.sh"), "files"),
        (set_at("files", 0, "path", to="/etc/x"), "files"),
        (set_at("files", 0, "path", to="C:/x"), "files"),
        (set_at("files", 0, "path", to="a\\b"), "files"),
        (set_at("files", 0, "path", to="_internal//x"), "files"),
        (set_at("files", 0, "path", to="_internal"), "files"),
        (set_at("files", 0, "path", to="PHIEUXA"), "files"),
        (set_at("files", 0, "path", to="nul.txt"), "files"),
        (set_at("files", 0, "size", to=-1), "files"),
        (set_at("files", 0, "size", to=10**12), "files"),
        (set_at("files", 0, "sha256", to="x"), "files"),
        (set_at("files", 0, "run", to=1), "files"),
        (lambda content, parts: content["files"].pop(0) and None, None),
    ],
)
def test_a_signed_file_that_is_no_update_is_refused(here, stick, change, where):
    path = rebuilt(update_on(stick).data, change, stick)
    problem = refusal(taken, here, path)
    if where is None:
        assert problem.code in ("UPDATE_NOT_WHOLE", "UPDATE_FORMAT")
    else:
        assert (problem.code, problem.details["where"].split(":")[0]) == ("UPDATE_FORMAT", where)
    untouched(here)


@pytest.mark.parametrize("field, to", [("sha256", "0" * 64), ("size", 1)])
def test_a_signed_list_that_does_not_fit_its_bytes_leaves_no_version(here, stick, field, to):
    path = rebuilt(update_on(stick).data, set_at("files", 1, field, to=to), stick)
    assert refusal(taken, here, path).code == "UPDATE_NOT_WHOLE"
    untouched(here)


def test_a_build_without_a_publisher_takes_none(here, stick):
    path = update_on(stick).path
    assert can_update(here)
    (here.folder(OLD) / PUBLISHER).unlink()
    assert not can_update(here)
    assert not can_update(None)
    assert refusal(taken, here, path).code == "UPDATE_NO_PUBLISHER"


def test_where_the_data_cannot_be_copied_nothing_is_unpacked(here, stick):
    def copy():
        raise Problem("DISK_FULL", path=here.root)

    assert refusal(taken, here, update_on(stick).path, copy=copy).code == "DISK_FULL"
    untouched(here)


def test_a_disk_without_room_is_told_before_the_data_are_copied(here, stick, monkeypatch):
    monkeypatch.setattr(updating, "_SPARE", 10**18)
    copied = []
    problem = refusal(taken, here, update_on(stick).path, copy=lambda: copied.append(1))
    assert problem.code == "DISK_FULL"
    assert not copied
    untouched(here)


def test_a_file_too_large_is_not_read(here, stick, monkeypatch):
    monkeypatch.setattr(updating, "LARGEST", 10)
    assert refusal(look, update_on(stick).path, here, MOMENT).details["reason"] == "size"


def test_a_disk_that_refuses_to_confirm_the_switch_keeps_the_older_version(here, stick, monkeypatch):
    write = Installed.switch
    refused: list[Current] = []

    def refuse_once(self, to):
        write(self, to)
        if not refused:
            refused.append(to)
            raise OSError(errno.EIO, "no sync")

    monkeypatch.setattr(Installed, "switch", refuse_once)
    assert refusal(taken, here, update_on(stick).path).code == "DISK_ERROR"
    untouched(here)


def test_an_update_taken_already_is_older_than_itself_and_a_newer_one_replaces_it(here, stick):
    taken(here, update_on(stick).path)
    assert refusal(taken, here, update_on(stick).path).code == "UPDATE_OLDER"
    taken(here, update_on(stick, "0.3.0").path)
    assert here.current() == Current("0.3.0", NEW, Standing.NEW)
    assert whole(here, OLD)  # it runs


# --- going back, finding ------------------------------------------------------------------------------


def test_the_older_version_starts_again_and_the_newer_one_can_come_back(here, stick):
    path = update_on(stick).path
    assert refusal(back, here, passes).code == "UPDATE_NO_OLDER"
    taken(here, path)
    there = Installed(here.root, NEW)
    settle(there)
    assert back(there, passes) == OLD
    assert here.current() == Current(OLD, NEW)
    assert can_go_back(here) == ""
    taken(here, path)
    assert here.current() == Current(NEW, OLD, Standing.NEW)


def test_there_is_no_way_back_to_a_version_that_cannot_open_the_data_or_is_broken(here, stick):
    taken(here, update_on(stick).path)
    there = Installed(here.root, NEW)
    settle(there)
    assert refusal(back, there, lambda folder: "hỏng").code == "UPDATE_SELFTEST"
    said = here.folder(OLD) / "program.json"
    said.write_bytes(said.read_bytes().replace(f'"steps":{STEPS}'.encode(), b'"steps":3'))
    assert refusal(back, there, passes).code == "UPDATE_BACK_DATA"
    assert there.current() == Current(NEW, OLD)


def test_the_newest_update_on_the_sticks_is_found_and_what_is_no_use_is_passed_over(here, stick, tmp_path):
    other = tmp_path / "second"
    update_on(stick)
    update_on(other, "0.3.0")
    update_on(other, "0.4.0", person="Kẻ lạ")
    update_on(other, "0.5.0", platform="windows")
    found = find_updates((tmp_path / "gone", stick, other), here, MOMENT)
    assert found is not None
    assert (found.version, found.notes) == ("0.3.0", "Sửa lỗi")
    taken(here, found.path)
    assert find_updates((stick, other), here, MOMENT) is None


def test_an_update_that_is_here_already_is_not_read_again(here, stick, monkeypatch):
    update_on(stick, OLD, minimum="0.0.1")
    monkeypatch.setattr(updating, "_read", None)
    assert find_updates((stick,), here, MOMENT) is None


# --- small laws -------------------------------------------------------------------------------------------


@given(st.text(max_size=20) | st.from_regex(r"[0-9.]{1,12}", fullmatch=True))
def test_whatever_current_says_a_version_that_is_here_starts(tmp_path_factory, text):
    root = tmp_path_factory.getbasetemp() / "any" / "PhieuXa"
    if not root.exists():
        install(root)
    (root / CURRENT).write_bytes(text.encode())
    assert Installed(root, OLD).current().version == OLD


@given(st.lists(st.integers(0, 9999), min_size=2, max_size=4))
def test_versions_are_compared_by_their_numbers(numbers):
    text = ".".join(map(str, numbers))
    assert is_version(text)
    assert order(text)[: len(numbers)] == tuple(numbers)


def test_a_name_tells_version_and_platform(stick):
    made = update_on(stick)
    update = open_update(made.data, MOMENT)
    assert file_name(update) == made.path.name
    assert sum(len(data) for _, data in contents(update)) == update.size


def test_a_folder_that_is_no_program_is_not_packed(tmp_path):
    assert refusal(update_file.build, tmp_path, OLD, {}, publisher_key(), MOMENT).code == "UPDATE_PROGRAM"
