"""Long work: its answer comes back on the window's thread, its errors too, and it can be stopped."""

import threading
from typing import Any

import pytest

from forms.problems import Problem
from ui.background import at_own_desk


def test_the_answer_comes_back_on_the_windows_thread(runner, quiet):
    heard: list[Any] = []
    runner.run(
        lambda progress: threading.current_thread(),
        done=lambda worker: heard.append((worker, threading.current_thread())),
        failed=heard.append,
    )
    quiet()
    ((worker, listener),) = heard
    assert listener is threading.main_thread()
    assert worker is not threading.main_thread()


def test_a_problem_of_the_world_is_handed_to_the_page(runner, quiet):
    heard: list[Any] = []

    def work(progress):
        raise Problem("DISK_FULL")

    runner.run(work, done=heard.append, failed=lambda problem: heard.append(problem.code))
    quiet()
    assert heard == ["DISK_FULL"]


def test_an_error_of_ours_flies_on_to_the_crash_window(runner, qtbot):
    heard: list[Any] = []

    def work(progress):
        raise ZeroDivisionError

    with qtbot.captureExceptions() as flown:
        runner.run(work, done=heard.append, failed=heard.append)
        qtbot.waitUntil(lambda: bool(flown))
    assert flown[0][0] is ZeroDivisionError
    assert heard == []


def test_progress_is_told_and_work_can_be_stopped(runner, quiet):
    told: list[tuple[int, int, str]] = []
    heard: list[Any] = []
    under_way, go_on = threading.Event(), threading.Event()

    def work(progress):
        progress(1, 3, "một")
        under_way.set()
        assert go_on.wait(10)
        progress(2, 3, "hai")

    started = runner.run(
        work,
        done=heard.append,
        failed=heard.append,
        progress=lambda *step: told.append(step),
        ended=lambda: heard.append("ended"),
    )
    assert under_way.wait(10)
    started.stop()
    go_on.set()
    quiet()
    assert told == [(1, 3, "một")]
    assert heard == ["ended"]


def test_the_runner_is_busy_until_the_answer_was_heard(runner, quiet):
    heard: list[Any] = []
    runner.run(lambda progress: 1, done=heard.append, failed=heard.append)
    assert runner.busy
    quiet()
    assert heard == [1]
    assert not runner.busy


def test_work_has_a_desk_of_its_own(desk, runner, quiet):
    heard: list[Any] = []
    runner.run(
        at_own_desk(desk, lambda own, progress: (own is desk, own.unit.code)),
        done=heard.append,
        failed=heard.append,
    )
    quiet()
    assert heard == [(False, desk.unit.code)]


@pytest.mark.parametrize("times", [20])
def test_many_pieces_of_work_all_answer(runner, quiet, times):
    heard: list[Any] = []
    for number in range(times):
        runner.run(lambda progress, n=number: n, done=heard.append, failed=heard.append)
    quiet()
    assert sorted(heard) == list(range(times))


def test_work_given_up_when_the_window_closes_is_never_heard_of(runner, quiet):
    heard: list[Any] = []
    runner.run(
        lambda progress: 1, done=heard.append, failed=heard.append, ended=lambda: heard.append("ended")
    )
    runner.wait()
    quiet()
    assert heard == []
    assert not runner.busy
