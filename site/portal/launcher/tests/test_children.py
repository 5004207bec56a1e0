"""Children start in their own group, log to their file, and never outlive us."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from portal.launcher import children, interrupts
from portal.launcher.preflight import ROOT, Obstacle

LAZY = "import time\nprint('up', flush=True)\ntime.sleep(60)"
STUBBORN = f"import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n{LAZY}"
PARENT = f"import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', {LAZY!r}])\n{STUBBORN}"


def start(tmp_path: Path, program: str) -> children.Child:
    command = [sys.executable, "-c", program]
    child = children.spawn("Program", command, os.environ, tmp_path / "program.log")
    children.wait_until(lambda: bool(child.said()), child, 10)
    return child


def ends(group: int) -> bool:
    """Whether nothing is left of a group within five seconds."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def test_a_child_is_asked_to_stop(tmp_path: Path) -> None:
    child = start(tmp_path, LAZY)
    assert os.getpgid(child.process.pid) == child.process.pid
    children.stop([child])
    assert child.process.returncode == -signal.SIGTERM


def test_a_stubborn_child_is_killed_with_its_own_children(tmp_path: Path) -> None:
    child = start(tmp_path, PARENT)
    child.patience = 0.2
    children.stop([child])
    assert child.process.returncode == -signal.SIGKILL
    assert ends(child.process.pid)


def test_a_child_that_ends_while_we_wait_is_named_with_its_log(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "print('no such table')"]
    child = children.spawn("Worker", command, os.environ, tmp_path / "worker.log")
    with pytest.raises(Obstacle) as caught:
        children.wait_until(lambda: False, child, 10)
    assert str(tmp_path / "worker.log") in str(caught.value)
    assert "no such table" in str(caught.value)


def test_a_child_that_never_gets_ready_is_an_obstacle(tmp_path: Path) -> None:
    child = start(tmp_path, LAZY)
    try:
        with pytest.raises(Obstacle, match="did not start"):
            children.wait_until(lambda: False, child, 0.1)
    finally:
        children.stop([child])


def test_a_step_tells_its_lines_and_fails_with_the_last_ones(tmp_path: Path) -> None:
    told: list[str] = []
    command = [sys.executable, "-c", "print('one')\nprint('two')\nraise SystemExit(3)"]
    with pytest.raises(Obstacle, match="Step .*failed:\n  one\n  two"):
        children.run("Step", command, os.environ, tmp_path / "step.log", told.append)
    assert told == ["one", "two"]


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's own message on Linux")
def wait_in_two_threads() -> None:
    threads = [threading.Thread(target=interrupts.pause, args=(0,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
        assert not thread.is_alive()


def test_two_that_wait_look_at_the_terminal_one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Checks are run in two threads, and poll() refuses to be called twice at once."""
    both, met, patience = threading.Barrier(2), [], [0.3]

    class Terminal:
        def poll(self, milliseconds: int) -> list[tuple[int, int]]:
            with contextlib.suppress(threading.BrokenBarrierError):
                met.append(both.wait(patience[0]))
            return []

    monkeypatch.setattr(interrupts, "_terminal", Terminal())
    wait_in_two_threads()
    assert met == []
    # The control: without the lock they meet.
    both.reset()
    patience[0] = 10
    monkeypatch.setattr(interrupts, "_looking", contextlib.nullcontext())
    wait_in_two_threads()
    assert sorted(met) == [0, 1]


def test_a_child_dies_with_a_launcher_that_was_killed(tmp_path: Path) -> None:
    launcher = (
        "import os, time\nfrom pathlib import Path\nfrom portal.launcher import children\n"
        f"child = children.spawn('x', ['sleep', '60'], os.environ, Path({str(tmp_path / 'l')!r}))\n"
        "print(child.process.pid, flush=True)\ntime.sleep(60)"
    )
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}"}
    with subprocess.Popen(
        [sys.executable, "-c", launcher], env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        child = int(process.stdout.readline())
        process.kill()
    assert ends(child)
