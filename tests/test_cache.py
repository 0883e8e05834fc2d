"""The store of expensive results: what goes in comes out, or nothing does."""

import multiprocessing
import os
import tempfile
import time
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oma_builder.cache import DAY, Cache, digest

KEY = digest("key")


def entries(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*") if path.is_file())


@pytest.mark.parametrize("content", [b"", b"x", bytes(range(256)) * 1000])
def test_what_is_put_is_got(tmp_path: Path, content: bytes) -> None:
    cache = Cache(tmp_path / "not" / "yet")
    assert cache.get(KEY) is None
    cache.put(KEY, content)
    assert cache.get(KEY) == content
    assert Cache(cache.root).get(KEY) == content
    assert cache.get(digest("other")) is None
    assert len(entries(tmp_path)) == 1


def test_last_one_put_wins(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(KEY, b"first, and longer")
    cache.put(KEY, b"second")
    assert cache.get(KEY) == b"second"


@pytest.mark.parametrize("raw", [b"", b"short", bytes(32), bytes(100), None, "cut", "longer"])
def test_damaged_entry_is_as_good_as_none(tmp_path: Path, raw: bytes | str | None) -> None:
    cache = Cache(tmp_path)
    cache.put(KEY, b"content")
    (path,) = entries(tmp_path)
    good = path.read_bytes()
    damages = {None: bytes([good[0] ^ 1]) + good[1:], "cut": good[:-1], "longer": good + b"\0"}
    path.write_bytes(raw if isinstance(raw, bytes) else damages[raw])
    assert cache.get(KEY) is None
    assert cache.memo(KEY, lambda: b"content") == b"content"
    assert path.read_bytes() == good


def test_an_entry_under_the_name_of_another_is_as_good_as_none(tmp_path: Path) -> None:
    cache, other = Cache(tmp_path), digest("other")
    cache.put(KEY, b"content")
    (path,) = entries(tmp_path)
    place = tmp_path / other[:2] / other[2:]
    place.parent.mkdir(exist_ok=True)
    path.rename(place)
    assert cache.get(other) is None
    assert cache.memo(other, lambda: b"another") == b"another"


def test_a_big_file_under_the_name_of_another_is_made_again(tmp_path: Path) -> None:
    cache, other = Cache(tmp_path), digest("other")
    path, _ = cache.file(KEY, lambda place: place.write_bytes(b"big") and None)
    for old, new in (
        (path, other),
        (tmp_path / digest("seal", KEY)[:2] / digest("seal", KEY)[2:], digest("seal", other)),
    ):
        (tmp_path / new[:2]).mkdir(exist_ok=True)
        old.rename(tmp_path / new[:2] / new[2:])
    found, _ = cache.file(other, lambda place: place.write_bytes(b"another") and None)
    assert found.read_bytes() == b"another"


def aged(path: Path, days: float) -> Path:
    long_ago = time.time() - days * DAY
    os.utime(path, (long_ago, long_ago))
    return path


def test_what_no_build_used_for_long_is_swept(tmp_path: Path) -> None:
    cache, names = Cache(tmp_path), ("old", "used", "young")
    for name in names:
        cache.put(digest(name), name.encode())
    for path in entries(tmp_path):
        aged(path, 89 if path.read_bytes().endswith(b"young") else 91)
    preview = tmp_path / "apercu" / "index.html"
    preview.parent.mkdir()
    preview.write_bytes(b"")
    aged(preview, 400)
    assert cache.get(digest("used")) == b"used"
    cache.sweep()
    assert [cache.get(digest(name)) for name in names] == [None, b"used", b"young"]
    assert preview.exists()


def test_a_big_file_that_is_used_stays(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    path, _ = cache.file(KEY, lambda place: place.write_bytes(b"big") and None)
    for entry in entries(tmp_path):
        aged(entry, 100)
    cache.file(KEY, lambda place: place.write_bytes(b"made again") and None)
    cache.sweep()
    assert path.read_bytes() == b"big"


def test_stores_below_are_swept_too(tmp_path: Path) -> None:
    below = Cache(tmp_path / "films" / KEY)
    below.put(KEY, b"a segment")
    (path,) = entries(tmp_path)
    aged(path, 100)
    Cache(tmp_path).sweep()
    assert not path.exists()


def test_what_a_kill_left_half_written_goes_after_a_day(tmp_path: Path) -> None:
    Cache(tmp_path).put(KEY, b"content")
    folder = (tmp_path / KEY[:2] / KEY[2:]).parent
    old, new = (folder / f"{tempfile.gettempprefix()}{name}" for name in ("old", "new"))
    for half in (old, new):
        half.write_bytes(b"cont")
    aged(old, 2)
    Cache(tmp_path).sweep()
    assert [half.exists() for half in (old, new)] == [False, True]
    assert Cache(tmp_path).get(KEY) == b"content"


def test_sweeping_looks_once_a_day(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.sweep()
    cache.put(KEY, b"content")
    aged(tmp_path / KEY[:2] / KEY[2:], 100)
    cache.sweep()
    assert (tmp_path / KEY[:2] / KEY[2:]).exists()
    aged(tmp_path / "swept", 2)
    cache.sweep()
    assert not (tmp_path / KEY[:2]).exists()


def test_sweeping_what_is_not_there_does_nothing(tmp_path: Path) -> None:
    Cache(tmp_path / "nothing").sweep()
    assert not list(tmp_path.iterdir())


def test_memo_makes_once(tmp_path: Path) -> None:
    made = []

    def make() -> bytes:
        made.append(1)
        return b"expensive"

    assert [Cache(tmp_path).memo(KEY, make) for _ in range(3)] == [b"expensive"] * 3
    assert made == [1]


def test_failure_to_make_stores_nothing(tmp_path: Path) -> None:
    def fail() -> bytes:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        Cache(tmp_path).memo(KEY, fail)
    assert entries(tmp_path) == []


def test_cache_that_cannot_be_written_only_costs_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    cache = Cache(tmp_path / "file" / "below")
    assert [cache.memo(KEY, lambda: b"made") for _ in range(2)] == [b"made", b"made"]


def test_entry_that_cannot_be_replaced_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / KEY[:2] / KEY[2:] / "in the way").mkdir(parents=True)
    cache = Cache(tmp_path)
    cache.put(KEY, b"content")
    assert cache.get(KEY) is None
    assert entries(tmp_path) == []


def test_a_big_file_is_made_once_and_again_when_damaged(tmp_path: Path) -> None:
    cache, made = Cache(tmp_path), []

    def make(place: Path) -> None:
        made.append(place)
        place.write_bytes(b"big")

    path, seal = cache.file(KEY, make)
    assert (path.read_bytes(), seal) == (b"big", sha256(b"big").hexdigest())
    assert cache.file(KEY, make) == (path, seal)
    assert len(made) == 1
    path.write_bytes(b"bug")
    assert cache.file(KEY, make) == (path, seal)
    path.unlink()
    assert cache.file(KEY, make)[0].read_bytes() == b"big"
    assert len(made) == 3


def test_a_big_file_that_cannot_be_made_leaves_nothing(tmp_path: Path) -> None:
    def make(place: Path) -> None:
        place.write_bytes(b"half")
        raise OSError(28, "full")

    with pytest.raises(OSError, match="full"):
        Cache(tmp_path).file(KEY, make)
    assert entries(tmp_path) == []


def _put_often(root: Path, content: bytes) -> None:
    for _ in range(50):
        Cache(root).put(KEY, content)


def test_several_writers_never_give_a_mixture(tmp_path: Path) -> None:
    contents = [bytes([number]) * 50_000 for number in (1, 2)]
    cache = Cache(tmp_path)
    cache.put(KEY, contents[0])
    context = multiprocessing.get_context("fork" if hasattr(os, "fork") else "spawn")
    writers = [context.Process(target=_put_often, args=(tmp_path, content)) for content in contents]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        assert cache.get(KEY) in contents
    assert [writer.exitcode for writer in writers] == [0, 0]
    assert len(entries(tmp_path)) == 1


texts = st.lists(st.text(max_size=4) | st.binary(max_size=4), max_size=4)


@given(texts, texts)
def test_digest_tells_any_two_lists_apart(first: list[str | bytes], second: list[str | bytes]) -> None:
    def raw(parts: list[str | bytes]) -> list[bytes]:
        return [part.encode() if isinstance(part, str) else part for part in parts]

    assert (digest(*first) == digest(*second)) == (raw(first) == raw(second))


@pytest.mark.parametrize(
    ("first", "second"), [(["ab", "c"], ["a", "bc"]), (["a"], ["a", ""]), ([], [""]), (["é"], ["e\u0301"])]
)
def test_digest_keeps_parts_apart(first: list[str], second: list[str]) -> None:
    assert digest(*first) != digest(*second)


def test_digest_stays_the_same_from_one_version_to_the_next() -> None:
    """Keys live on disk: a change here silently throws every cache away."""
    assert digest("image", b"\0\xff") == "eb02926329c385cbeeb95eb3a5bf3d285fad3bfa201d33730100983fb4a49913"
