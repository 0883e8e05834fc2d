"""A site is put on S3, or brought back to what it was: look, plan, lock, look again, then do one step after the other."""

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from oma_builder.problems import BuildError
from oma_builder.progress import Notify
from oma_builder.publish import bucket_lock, guards
from oma_builder.publish.bucket import ASIDE, AT_ONCE, Bucket
from oma_builder.publish.bucket_errors import WHOLE, Unmet
from oma_builder.publish.bucket_lock import Lease
from oma_builder.publish.bucket_state import BEGUN, observed, write_begun, write_state
from oma_builder.publish.built import Built
from oma_builder.publish.deployment import (
    Begun,
    Difference,
    File,
    Online,
    Plan,
    Release,
    plan,
    unrecoverable,
    way_back,
)
from oma_builder.publish.guards import Choices

Item = TypeVar("Item")
Result = TypeVar("Result")

_LOOK = 0.2
"""Seconds after which one looks again at requests under way, and at whoever wants to stop them."""


@dataclass(frozen=True, slots=True)
class BucketOrder:
    """Where, when and how: `lock` is the place, on this computer, of what its deployments to that bucket share."""

    bucket: Bucket
    now: datetime
    lock: Path
    choices: Choices
    notify: Notify


Planner = Callable[[Online], Plan]


def deploy(built: Built, order: BucketOrder) -> Difference:
    """Bring what was built online, or only say what that would be. Raises `BuildError`."""

    def planned(online: Online) -> Plan:
        before, choices = online.state.current, order.choices
        guards.check_kind(before, built, choices)
        if before and before.files == built.files:
            found = plan(online, before, online.state.previous, forgets=choices.forgets)
        else:
            release = Release(guards.name_of(built, order.now), built.files, built.made.for_release)
            found = plan(online, release, before, forgets=choices.forgets)
        guards.check_foreign(found.foreign, choices)
        guards.check_loss(before, built, found.difference.removed, choices)
        return found

    def send(online: Online, lease: Lease, file: File) -> str:
        return order.bucket.send(file, built.folder / file.route, lease.require)

    return _carried_out(planned, send, order, is_return=False)


def go_back(order: BucketOrder) -> Difference:
    """Bring online again what was there before, or only say what that would be. Raises `BuildError`."""

    def planned(online: Online) -> Plan:
        target, previous = way_back(online.state)
        if target is None:
            raise guards.no_way_back(order.bucket.address)
        if lost := unrecoverable(online, target):
            raise guards.lost(order.bucket.address, lost)
        found = plan(online, target, previous)
        guards.check_foreign(found.foreign, order.choices)
        return found

    def send(online: Online, lease: Lease, file: File) -> str:
        return order.bucket.bring_back(file, is_aside=file.seal in online.aside)

    return _carried_out(planned, send, order, is_return=True)


def _carried_out(
    planned: Planner, send: Callable[[Online, Lease, File], str], order: BucketOrder, *, is_return: bool
) -> Difference:
    """Make a plan and carry it out. Where there is nothing to do, nothing is written, not even a lock."""
    try:
        first = planned(observed(order.bucket))
        if order.choices.only_tells or first.is_done:
            return first.difference
        with bucket_lock.held(order.bucket, order.now, order.lock) as lease:
            online = observed(order.bucket)  # somebody may have come in between
            found = planned(online)
            if not found.is_done:
                _steps(found, online, partial(send, online, lease), lease, order, is_return=is_return)
            return found.difference
    except Unmet as error:
        message = f"un fichier de {order.bucket.address} a disparu à l’instant : quelqu’un d’autre y travaille"
        raise BuildError(message, WHOLE) from error


def _steps(
    found: Plan, online: Online, send: Callable[[File], str], lease: Lease, order: BucketOrder, *, is_return: bool
) -> None:
    """Carry out a plan, in its order."""
    bucket, notify, target = order.bucket, order.notify, found.after.current
    assert target is not None, "a plan leads somewhere"
    write_begun(bucket, Begun(target, is_return, online.ours))
    _each((found.aside,), bucket.put_aside, lease, partial(notify, "copie de l’ancienne version"))
    sent = _each(found.waves, send, lease, partial(notify, "envoi"))
    routes = (file.route for wave in found.waves for file in wave)
    tags = {route: stored.tag for route, stored in online.there.items()} | dict(zip(routes, sent, strict=True))
    lease.require()
    write_state(bucket, found.after, tags)
    forgotten = tuple(f"{ASIDE}{seal}" for seal in found.forgotten)
    _each((*found.removals, forgotten), bucket.remove, lease, partial(notify, "retrait"))
    bucket.remove(BEGUN)


def _each(
    waves: Sequence[Sequence[Item]], act: Callable[[Item], Result], lease: Lease, tick: Callable[[int, int], None]
) -> list[Result]:
    """Do one thing to all items, wave after wave, as long as the lock holds; return what each gave, in their order."""
    total, done = sum(map(len, waves)), list[Result]()
    if total:
        tick(0, 0)
    for wave in waves:
        done += _at_once(wave, act, lease, partial(_told_on, tick, len(done), total))
    return done


def _told_on(tick: Callable[[int, int], None], before: int, total: int, done: int) -> None:
    tick(before + done, total)


def _at_once(
    items: Sequence[Item], act: Callable[[Item], Result], lease: Lease, tick: Callable[[int], None]
) -> list[Result]:
    """Do one thing to some items at once; return what each gave, in their order.

    What fails first stops the rest, and is raised once nothing is under way any more.
    """
    failures: list[BaseException] = []

    def attempt(item: Item) -> Result:
        try:
            lease.require()
            return act(item)
        except BaseException as error:
            failures.append(error)
            lease.stopped.set()
            raise

    with ThreadPoolExecutor(AT_ONCE) as pool:
        futures = [pool.submit(attempt, item) for item in items]
        try:
            pending = set(futures)
            while pending and not failures:
                _, pending = wait(pending, timeout=_LOOK, return_when=FIRST_EXCEPTION)
                lease.renew_when_due()
                tick(len(items) - len(pending))
        except BaseException:
            lease.stopped.set()
            raise
        finally:
            pool.shutdown(cancel_futures=bool(failures) or lease.stopped.is_set())
    if failures:
        raise failures[0]
    return [future.result() for future in futures]
