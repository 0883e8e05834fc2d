"""Fan-out over processes: the same results in the same order, and a clear message when a process dies."""

import os
import platform as platform_of_c
import signal
import sys
import threading
import time
from functools import partial
from pathlib import Path

import pytest

from oma_builder.artifact import Artifact
from oma_builder.parallel import alongside, apart, begun, fan_out
from oma_builder.problems import BuildError, Checked, ExitCode, Problem
from oma_builder.workers import give_back, working_on
from tests.processes import processes

pytestmark = pytest.mark.slow

# Work is at module level, as it must be for processes that are not forked.


def double(number: int) -> int:
    return 2 * number


def slow_first(number: int) -> int:
    """Let the first items end last."""
    time.sleep(0.05 if number < 2 else 0)
    return number


def process(_: object) -> int:
    return os.getpid()


def process_after_a_while(_: object) -> int:
    time.sleep(0.002)
    return os.getpid()


def die_elsewhere(ours: int, number: int) -> int:
    time.sleep(0.002)
    if os.getpid() != ours:
        os._exit(1)
    return number


def die(number: int) -> int:
    if number == 3:
        os._exit(1)
    return number


def die_by_signal(number: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return number


def fail(number: int) -> int:
    if number == 3:
        raise BuildError("trop", "enlevez-en", ExitCode.USAGE)
    return number


def lose_memory(number: int) -> int:
    if number == 3:
        raise MemoryError
    return number


class OddError(Exception):
    """Cannot be unpacked again: it wants two words."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(f"{first} {second}")


def raise_odd(number: int) -> int:
    raise OddError("a", "b")


def document(number: int) -> str:
    return f"content/metiers/{number}.yaml"


def sleep_long(folder: Path, _: int) -> None:
    (folder / str(os.getpid())).touch()
    time.sleep(60)


def start_workers_and_die(folder: Path, platform: str) -> None:
    sys.platform = "linux" if platform == "fork" else "darwin"
    threading.Thread(target=_die_after_two, args=(folder,), daemon=True).start()
    list(fan_out(partial(sleep_long, folder), range(2), 2))


def _die_after_two(folder: Path) -> None:
    while len(list(folder.iterdir())) < 2:
        time.sleep(0.01)
    os.kill(os.getpid(), signal.SIGKILL)


def read(folder: Path, name: str) -> bytes:
    return (folder / name).read_bytes()


@pytest.fixture(params=["fork", "spawn"])
def platform(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Start processes as on Linux (by fork), then as on Windows and macOS."""
    if request.param == "fork" and sys.platform != "linux":
        pytest.skip("only Linux forks safely")
    if request.param == "spawn":
        monkeypatch.setattr(sys, "platform", "darwin")
    return str(request.param)


@pytest.mark.parametrize("joined", [False, True])
@pytest.mark.parametrize("jobs", [1, 2, 5])
@pytest.mark.parametrize("batch", [1, 3, 40])
@pytest.mark.parametrize("count", [0, 1, 2, 7])
def test_results_come_in_the_order_of_the_items(joined: bool, jobs: int, batch: int, count: int) -> None:
    made = fan_out(double, range(count), jobs, batch=batch, joined=joined)
    assert list(made) == [2 * number for number in range(count)]


@pytest.mark.parametrize("joined", [False, True])
def test_order_holds_when_the_first_end_last(joined: bool) -> None:
    assert list(fan_out(slow_first, range(8), 2, joined=joined)) == list(range(8))


@pytest.mark.parametrize("jobs", [2, 3])
def test_joined_work_is_shared_between_this_process_and_one_worker_less(jobs: int) -> None:
    doers = list(fan_out(process_after_a_while, range(60), jobs, batch=5, joined=True))
    assert len(set(doers)) == jobs
    assert doers.count(os.getpid()) < 50


def test_workers_are_never_kept_waiting_for_long() -> None:
    doers = list(fan_out(process_after_a_while, range(400), 2, batch=40, joined=True))
    assert doers.count(os.getpid()) < 260


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("work", [lose_memory, fail])
@pytest.mark.parametrize("failing", [0, 3])  # one of theirs, one of ours
def test_what_escapes_from_joined_work_is_raised_in_its_turn(jobs: int, work: object, failing: int) -> None:
    numbers = (3 if number == failing else 0 for number in range(6))
    made = fan_out(work, numbers, jobs, name=document, joined=True)  # type: ignore[arg-type]
    assert [next(made) for _ in range(failing)] == [0] * failing
    with pytest.raises((MemoryError, BuildError)) as raised:
        next(made)
    assert working_on(raised.value) == "content/metiers/3.yaml"


@pytest.mark.skipif(sys.platform != "linux", reason="only a forked worker can know that it is none of ours")
def test_worker_that_dies_beside_ours_is_a_build_error() -> None:
    with pytest.raises(BuildError, match=r"arrêté brutalement en travaillant sur content/metiers/\d"):
        list(fan_out(partial(die_elsewhere, os.getpid()), range(60), 2, batch=5, name=document, joined=True))


@pytest.mark.parametrize("joined", [False, True])
@pytest.mark.parametrize(
    ("jobs", "batch", "lead", "count"), [(1, 1, 0, 0), (2, 1, 0, 7), (2, 3, 40, 7), (3, 2, 5, 23), (5, 4, 1, 9)]
)
def test_work_that_was_begun_gives_its_results_in_order(
    platform: str, jobs: int, batch: int, lead: int, count: int, joined: bool
) -> None:
    with begun(double, range(count), jobs, batch=batch, lead=lead, joined=joined and jobs > 1) as made:
        assert list(made) == [2 * number for number in range(count)]


def mark(folder: Path, number: int) -> int:
    (folder / str(number)).touch()
    return os.getpid()


def test_a_worker_does_its_lead_while_nobody_listens(tmp_path: Path) -> None:
    """Were each item told through a pipe, that would be full after some hundreds."""
    with begun(partial(mark, tmp_path), range(3_000), 2, batch=10, lead=2_000, joined=True) as made:
        end = time.monotonic() + 60
        while len(os.listdir(tmp_path)) < 2_000 and time.monotonic() < end:
            time.sleep(0.01)
        assert len(os.listdir(tmp_path)) == 2_000
        doers = list(made)
    assert os.getpid() not in doers[:2_000]
    assert os.getpid() in doers[2_000:]


def test_work_that_was_begun_and_is_not_asked_for_ends_with_the_block(tmp_path: Path) -> None:
    with begun(partial(sleep_long, tmp_path), range(2), 2):
        end = time.monotonic() + 30
        while len(os.listdir(tmp_path)) < 2 and time.monotonic() < end:
            time.sleep(0.01)
    workers = {int(name) for name in os.listdir(tmp_path)}
    assert len(workers) == 2
    assert workers.isdisjoint(processes())


@pytest.mark.skipif(sys.platform != "linux", reason="only a forked worker can know that it is none of ours")
def test_a_worker_that_dies_unheard_is_told_when_it_is_asked_for() -> None:
    with begun(partial(die_elsewhere, os.getpid()), range(60), 2, lead=30, name=document) as made:
        time.sleep(0.2)
        with pytest.raises(BuildError, match=r"arrêté brutalement en travaillant sur content/metiers/\d"):
            list(made)


def test_items_may_come_from_a_generator() -> None:
    assert list(fan_out(double, (number for number in range(5)), 2)) == [0, 2, 4, 6, 8]


@pytest.mark.parametrize(
    ("jobs", "batch", "count", "here"), [(1, 1, 5, True), (2, 5, 5, True), (8, 1, 1, True), (2, 4, 5, False)]
)
def test_small_work_stays_in_this_process(jobs: int, batch: int, count: int, here: bool) -> None:
    seen = set(fan_out(process, range(count), jobs, batch=batch))
    assert (seen == {os.getpid()}) == here
    assert here or os.getpid() not in seen


@pytest.mark.parametrize("jobs", [1, 2])
def test_progress_is_told_up_to_the_end(jobs: int) -> None:
    ticks: list[tuple[int, int]] = []
    list(fan_out(double, range(5), jobs, batch=2, tick=lambda done, total: ticks.append((done, total))))
    assert ticks == [(2, 5), (4, 5), (5, 5)]


def test_work_goes_over_by_fork_and_by_spawn(platform: str, tmp_path: Path) -> None:
    names = ["a", "b", "c"]
    for name in names:
        (tmp_path / name).write_bytes(name.encode())
    assert list(fan_out(partial(read, tmp_path), names, 2)) == [b"a", b"b", b"c"]
    assert apart(partial(read, tmp_path), "b") == b"b"


@pytest.mark.parametrize("work", [die, die_by_signal])
def test_process_that_dies_is_a_build_error(platform: str, work: object) -> None:
    with pytest.raises(BuildError, match="arrêté brutalement") as died:
        list(fan_out(work, range(6), 2))  # type: ignore[arg-type]
    assert died.value.exit_code is ExitCode.ENVIRONMENT
    assert "--jobs 1" in died.value.hint


@pytest.mark.parametrize("work", [die, die_by_signal])
def test_process_that_dies_names_what_it_worked_on(platform: str, work: object) -> None:
    with pytest.raises(BuildError, match=r"en travaillant sur content/metiers/[37]\.yaml"):
        list(fan_out(work, range(3, 9), 2, batch=4, name=document))  # type: ignore[arg-type]


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("work", [lose_memory, fail])
def test_what_escapes_names_what_it_worked_on(jobs: int, work: object) -> None:
    with pytest.raises((MemoryError, BuildError)) as raised:
        list(fan_out(work, range(6), jobs, name=document))  # type: ignore[arg-type]
    assert working_on(raised.value) == "content/metiers/3.yaml"


def test_errors_that_cannot_travel_arrive_as_text(platform: str) -> None:
    with pytest.raises(RuntimeError, match="OddError: a b") as raised:
        list(fan_out(raise_odd, range(2), 2, name=document))
    assert working_on(raised.value) == "content/metiers/0.yaml"
    assert "raise_odd" in str(raised.value.__cause__)


@pytest.mark.skipif(sys.platform != "linux", reason="looks at processes as Linux tells of them")
def test_workers_end_with_whoever_started_them(platform: str, tmp_path: Path) -> None:
    """Killed, it can tell them nothing; nor can it when it is a worker itself, as the builder of a preview is."""
    with pytest.raises(BuildError, match="arrêté brutalement"):
        apart(partial(start_workers_and_die, tmp_path), platform)
    born = [int(path.name) for path in tmp_path.iterdir()]
    end = time.monotonic() + 5
    while set(born) & set(processes()) and time.monotonic() < end:
        time.sleep(0.01)
    assert len(born) == 2
    assert not set(born) & set(processes())


def test_process_that_dies_apart_is_a_build_error() -> None:
    with pytest.raises(BuildError, match="arrêté brutalement"):
        apart(die_by_signal, 1)


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_work_raises_arrives_whole(jobs: int) -> None:
    with pytest.raises(BuildError) as raised:
        list(fan_out(fail, range(6), jobs))
    assert (raised.value.message, raised.value.hint, raised.value.exit_code) == ("trop", "enlevez-en", ExitCode.USAGE)


def test_missing_file_met_by_a_worker_keeps_its_name(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as raised:
        list(fan_out(partial(read, tmp_path), ["a", "b"], 2))
    assert raised.value.filename == str(tmp_path / "a")


def test_reader_may_stop_before_the_end() -> None:
    results = fan_out(slow_first, range(1000), 2)
    assert [next(results), next(results)] == [0, 1]
    results.close()  # type: ignore[attr-defined]


def test_apart_runs_elsewhere() -> None:
    assert apart(process, None) != os.getpid()
    assert apart(double, 21) == 42


@pytest.mark.parametrize("jobs", [1, 2])
def test_work_alongside_gives_its_result_when_it_is_asked_for(jobs: int) -> None:
    with alongside(partial(process, None), jobs) as worker:
        assert (worker() == os.getpid()) == (jobs == 1 or sys.platform != "linux")


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_work_alongside_raises_arrives_whole(jobs: int) -> None:
    with pytest.raises(BuildError) as raised, alongside(partial(fail, 3), jobs) as result:
        result()
    assert (raised.value.message, raised.value.hint, raised.value.exit_code) == ("trop", "enlevez-en", ExitCode.USAGE)


@pytest.mark.skipif(sys.platform != "linux", reason="only where processes are forked")
def test_process_that_dies_alongside_is_a_build_error() -> None:
    with pytest.raises(BuildError, match="arrêté brutalement"), alongside(partial(die_by_signal, 1), 2) as result:
        result()


@pytest.mark.skipif(sys.platform != "linux", reason="only where processes are forked")
def test_nobody_need_ask_for_the_result_of_work_alongside(tmp_path: Path) -> None:
    """As when what goes on beside it fails: the process ends with the block."""
    with alongside(partial(sleep_long, tmp_path, 1), 2):
        while not list(tmp_path.iterdir()):
            time.sleep(0.01)
    [pid] = [int(file.name) for file in tmp_path.iterdir()]
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_values_that_cross_processes_come_out_equal() -> None:
    value = Checked(Artifact("a", b"b", "c"), (Problem("p", 1, "c", "m"),))
    assert apart(_same, value) == value


def resident() -> int:
    """Return how many bytes of this process are in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def given_back(_: object) -> int:
    """Free every other one of many blocks, and return how many bytes go back to the system when it is told."""
    blocks = [bytes(20_000) for _ in range(5_000)]
    left = blocks[::2]
    del blocks
    before = resident()
    give_back()
    assert len(left) == 2_500
    return before - resident()


@pytest.mark.skipif(platform_of_c.libc_ver()[0] != "glibc", reason="only glibc can be told")
def test_what_was_freed_is_given_back() -> None:
    assert apart(given_back, None) > 25_000_000


def test_no_process_is_left() -> None:
    pids = set(fan_out(process, range(4), 2))
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def _same(value: object) -> object:
    return value
