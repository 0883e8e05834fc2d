"""A site on S3: cut at any request, no reader meets half of it; and nobody's files are touched."""

import datetime
import itertools
import json
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import cache
from hashlib import md5, sha256
from pathlib import Path
from typing import Any

import pytest

from oma_builder.problems import BuildError, ExitCode
from oma_builder.progress import silent
from oma_builder.publish import bucket_deployment
from oma_builder.publish.bucket import ASIDE, PRIVATE, Bucket, opened
from oma_builder.publish.bucket_deployment import BucketOrder
from oma_builder.publish.bucket_lock import LOCK, held
from oma_builder.publish.bucket_state import BEGUN, STATE
from oma_builder.publish.built import Built
from oma_builder.publish.deployment import Difference
from oma_builder.publish.guards import Choices
from oma_builder.web.headers import ASK_FIRST, FOREVER
from tests.buckets import ENVIRONMENT, Moment, Way, store, way
from tests.deployed import NEW, OLD, RETAINED, STAYING, Files, built, for_readers, generation, missed_by_readers

pytestmark = pytest.mark.slow

NOW = datetime.datetime(2026, 11, 29, 12, tzinfo=datetime.UTC)
NAME = "site"


@pytest.fixture(scope="module", autouse=True)
def _keys() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in ENVIRONMENT.items():
            patch.setenv(name, value)
        yield


@pytest.fixture(scope="module")
def moto() -> Iterator[int]:
    with store() as port:
        yield port


@pytest.fixture(scope="module")
def proxy(moto: int) -> Iterator[Way]:
    with way(moto) as taken:
        client(taken).create_bucket(Bucket=NAME, CreateBucketConfiguration={"LocationConstraint": "eu-west-3"})
        yield taken


@pytest.fixture
def sites(tmp_path: Path) -> tuple[Built, Built]:
    """Give the old and the new site, built."""
    return built(tmp_path / "old", OLD), built(tmp_path / "new", NEW)


_NUMBERS = itertools.count(1)


@cache
def _client(endpoint: str) -> Bucket:
    return opened(f"s3://{NAME}", endpoint)


def _opened(name: str, endpoint: str) -> Bucket:
    """Return a place in the bucket; what boto3 takes to start is taken once."""
    return replace(_client(endpoint), prefix=f"{name.rpartition('/')[2]}/")


class Host:
    """A place of its own in the bucket, and computers that reach it: straight, or on a way that is cut."""

    def __init__(self, proxy: Way, computers: Path) -> None:
        self.proxy, self.computers, self.name = proxy, computers, f"s3://{NAME}/{next(_NUMBERS)}"
        self.bucket = _opened(self.name, proxy.store_endpoint)

    def order(self, *, later: int = 0, computer: str = "one", **choices: bool) -> BucketOrder:
        """Return the order to deploy there, so many minutes later, by a computer that goes straight."""
        place = self.computers / computer / "place"
        return BucketOrder(self.bucket, NOW + datetime.timedelta(minutes=later), place, Choices(**choices), silent)

    def deploy(self, site: Built, **order: Any) -> Difference:
        """Deploy at once."""
        return bucket_deployment.deploy(site, self.order(**order))

    def go_back(self, **order: Any) -> Difference:
        """Go back at once."""
        return bucket_deployment.go_back(self.order(**order))

    def through(self, order: BucketOrder) -> BucketOrder:
        """Return the same order, given to whoever has to go through the proxy."""
        return replace(order, bucket=_opened(self.name, self.proxy.endpoint))

    def tags(self) -> dict[str, str]:
        """Return the tag of every object that readers may get: moto makes it of the bytes."""
        return {route: tag for route, tag in self.bucket.listed() if not route.startswith(PRIVATE)}

    def missed(self, *known: Files) -> list[str]:
        """Return what a reader does not get, who starts from a page that stays; all that is there is of these sites."""
        contents = {
            tag: content for files in known for tag, content in zip(tags(files).values(), files.values(), strict=True)
        }
        return missed_by_readers({route: contents[tag] for route, tag in self.tags().items()}, STAYING)


def tags(files: Files) -> dict[str, str]:
    """Return what the tags of these files are."""
    return {route: f'"{md5(content, usedforsecurity=False).hexdigest()}"' for route, content in files.items()}


@pytest.fixture
def host(proxy: Way, tmp_path: Path) -> Host:
    return Host(proxy, tmp_path / "computer")


def client(proxy: Way) -> Any:
    import boto3

    return boto3.client("s3", endpoint_url=proxy.endpoint)


def test_a_site_is_put_online_and_followed_by_another(host: Host, sites: tuple[Built, Built]) -> None:
    old, new = sites
    first = host.deploy(old)
    assert host.tags() == tags(for_readers(OLD))
    assert (len(first.new), first.renewed, first.unchanged, first.removed) == (len(for_readers(OLD)), (), 0, ())
    second = host.deploy(new, later=1)
    assert host.missed(OLD, NEW) == []
    assert host.tags() == tags({**for_readers(NEW), **RETAINED})
    assert [file.route for file in second.new] == [
        "assets/donnees.bbbbbbbbbb.js", "assets/site.bbbbbbbbbb.css", "fiches/neuf.pdf", "metiers/autre.html", "metiers/neuf.html",
    ]  # fmt: skip
    assert second.removed == ("fiches/vieux.pdf", "films/atelier.mp4", "metiers/vieux.html")
    assert second.retained == tuple(sorted(RETAINED))


def test_cut_at_any_request_leaves_whole_pages_and_is_gone_on_with(proxy: Way, host: Host, tmp_path: Path) -> None:
    """A new site comes, and then the old one comes back; each is cut at every request, and begun again."""
    old = built(tmp_path / "old", OLD)
    host.deploy(old)
    is_whole = False
    for number in itertools.count(1):
        files = generation(number)
        new = built(tmp_path / "new", files)
        proxy.cut(number, _moment(number))
        with suppress(BuildError):
            bucket_deployment.deploy(new, host.through(host.order(later=number)))
            is_whole = True
        assert host.missed(OLD, files, generation(number - 1)) == [], number
        host.deploy(new, later=number)
        assert host.tags() == tags({**for_readers(files), **RETAINED}), number
        proxy.cut(number, _moment(number))
        is_back = False
        with suppress(BuildError):
            bucket_deployment.go_back(host.through(host.order()))
            is_back = True
        assert host.missed(OLD, files) == [], number
        if not is_back:
            with suppress(BuildError):  # all was done but for the answer
                host.go_back()
        assert host.tags() == tags({**for_readers(OLD), **_hashed(files)}), number
        if is_whole and is_back:
            break
    assert number > 25


def _moment(number: int) -> Moment:
    """Cut one request half heard, the next carried out: in the store, that is the same as the one after it half heard."""
    return "after" if number % 2 else "midway"


def _hashed(files: Files) -> Files:
    """Return the assets that only the new site has."""
    return {route: content for route, content in files.items() if route.startswith("assets/") and route not in OLD}


def test_with_nothing_changed_nothing_is_written(proxy: Way, host: Host, sites: tuple[Built, Built]) -> None:
    host.deploy(sites[0])
    proxy.cut(0)
    found = bucket_deployment.deploy(sites[0], host.through(host.order(later=1)))
    assert (found.sent, found.unchanged) == ((), len(for_readers(OLD)))
    assert {method for method, _ in proxy.requests} == {"GET"}


@pytest.mark.parametrize("act", ["deploy", "go_back"])
def test_only_telling_writes_nothing(proxy: Way, host: Host, sites: tuple[Built, Built], act: str) -> None:
    host.deploy(sites[0])
    host.deploy(sites[1], later=1)
    proxy.cut(0)
    order = host.through(host.order(later=2, only_tells=True))
    found = bucket_deployment.deploy(sites[0], order) if act == "deploy" else bucket_deployment.go_back(order)
    assert [file.route for file in found.new] == ["fiches/vieux.pdf", "films/atelier.mp4", "metiers/vieux.html"]
    assert found.removed == ("fiches/neuf.pdf", "metiers/autre.html", "metiers/neuf.html")
    assert {method for method, _ in proxy.requests} == {"GET"}


def test_every_object_says_what_it_is_and_how_long_it_may_be_kept(host: Host, tmp_path: Path) -> None:
    files = OLD | {"donnees/metiers.csv": "métier".encode(), "manifest.webmanifest": b"{}"}
    host.deploy(built(tmp_path / "site", files))
    heads = {
        route: host.bucket.client.head_object(Bucket=NAME, Key=f"{host.bucket.prefix}{route}") for route in host.tags()
    }
    assert {route: (head["ContentType"], head["CacheControl"]) for route, head in heads.items() if route not in RETAINED} == {
        "adresses.js": ("text/javascript; charset=utf-8", ASK_FIRST),
        "assets/site.0000000000.css": ("text/css; charset=utf-8", FOREVER),
        "donnees/metiers.csv": ("text/csv; charset=utf-8", ASK_FIRST),
        "fiches/soudeur.pdf": ("application/pdf", ASK_FIRST),
        "fiches/vieux.pdf": ("application/pdf", ASK_FIRST),
        "films/atelier.mp4": ("video/mp4", ASK_FIRST),
        "index.html": ("text/html; charset=utf-8", ASK_FIRST),
        "manifest.webmanifest": ("application/manifest+json", ASK_FIRST),
        "mentions-legales.html": ("text/html; charset=utf-8", ASK_FIRST),
        "metiers/soudeur.html": ("text/html; charset=utf-8", ASK_FIRST),
        "metiers/vieux.html": ("text/html; charset=utf-8", ASK_FIRST),
        "sw.js": ("text/javascript; charset=utf-8", ASK_FIRST),
    }  # fmt: skip
    for route, head in heads.items():
        assert head["Metadata"] == {"sha256": sha256(files[route]).hexdigest()}


def test_every_put_carries_the_digest_of_its_bytes(proxy: Way, host: Host, sites: tuple[Built, Built]) -> None:
    """The proxy holds each against its bytes, as S3 does and moto does not."""
    proxy.cut(0)
    bucket_deployment.deploy(sites[0], host.through(host.order()))
    assert proxy.unchecked == []
    assert len(proxy.puts) == len(for_readers(OLD)) + 3  # the lock, and two records


def test_a_file_that_changes_while_it_is_sent_is_refused(proxy: Way, host: Host, sites: tuple[Built, Built]) -> None:
    (sites[0].folder / "index.html").write_bytes(
        b"other bytes, but not more than before".ljust(sites[0].files["index.html"].octets)
    )
    proxy.cut(0)
    with pytest.raises(BuildError, match="arrivé abîmé"):
        bucket_deployment.deploy(sites[0], host.through(host.order()))
    assert "index.html" not in host.tags()


def _patient(host: Host) -> Bucket:
    """Return the way through the proxy of whoever tries again, as people do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_MAX_ATTEMPTS", "3")
        return opened(host.name, host.proxy.endpoint)


def test_one_request_that_is_lost_is_sent_again(proxy: Way, host: Host, sites: tuple[Built, Built]) -> None:
    proxy.cut(9, only_once=True)
    bucket_deployment.deploy(sites[0], replace(host.order(), bucket=_patient(host)))
    assert host.tags() == tags(for_readers(OLD))


def test_old_assets_leave_with_the_change_after_next(host: Host, sites: tuple[Built, Built], tmp_path: Path) -> None:
    host.deploy(sites[0])
    host.deploy(sites[1], later=1)
    host.deploy(sites[1], later=2)
    assert RETAINED.keys() <= host.tags().keys()
    host.deploy(built(tmp_path / "third", generation(3)), later=3)
    assert host.tags() == tags({**for_readers(generation(3)), **_hashed(NEW)})


def test_an_object_changed_or_removed_by_hand_is_put_right(host: Host, sites: tuple[Built, Built]) -> None:
    host.deploy(sites[0])
    host.bucket.write("index.html", b"by hand")
    host.bucket.remove("fiches/vieux.pdf")
    found = host.deploy(sites[0], later=1)
    assert ([file.route for file in found.new], [file.route for file in found.renewed]) == (
        ["fiches/vieux.pdf"],
        ["index.html"],
    )
    assert host.tags() == tags(for_readers(OLD))


def test_what_others_have_put_there_is_never_touched(host: Host, sites: tuple[Built, Built]) -> None:
    host.bucket.write("verification.html", b"of somebody else")
    host.deploy(sites[0])
    host.deploy(sites[1], later=1)
    host.go_back()
    assert host.bucket.read("verification.html")[0] == b"of somebody else"


def test_so_is_what_they_have_put_where_a_page_of_ours_was(
    host: Host, sites: tuple[Built, Built], tmp_path: Path
) -> None:
    host.deploy(sites[0])
    host.deploy(sites[1], later=1)
    theirs = host.bucket.write("metiers/vieux.html", b"of somebody else")["ETag"]
    with pytest.raises(BuildError, match="n’a pas envoyés"):
        host.go_back()
    host.deploy(built(tmp_path / "third", generation(3)), later=2)
    assert host.tags()["metiers/vieux.html"] == theirs


def test_pages_of_others_are_written_over_only_when_asked_to(host: Host, sites: tuple[Built, Built]) -> None:
    host.bucket.write("index.html", b"of somebody else")
    with pytest.raises(BuildError, match=r"déjà à l’adresse de pages du guide : index\.html") as refused:
        host.deploy(sites[0])
    assert refused.value.exit_code is ExitCode.USAGE
    assert host.tags() == tags({"index.html": b"of somebody else"})
    host.deploy(sites[0], adopts=True)
    assert host.tags() == tags(for_readers(OLD))


def test_many_files_that_would_leave_are_refused(host: Host, sites: tuple[Built, Built], tmp_path: Path) -> None:
    many = OLD | {f"metiers/{number}.html": b"x" for number in range(20)}
    host.deploy(built(tmp_path / "many", many))
    with pytest.raises(
        BuildError, match=r"20 fichiers en ligne seraient retirés, ce qui est beaucoup : metiers/0\.html,"
    ):
        host.deploy(sites[0], later=1)
    assert host.tags() == tags(for_readers(many))
    host.deploy(sites[0], later=1, may_lose=True)
    assert host.tags() == tags(for_readers(OLD))


def test_a_trial_never_replaces_a_release(host: Host, sites: tuple[Built, Built], tmp_path: Path) -> None:
    trial = built(tmp_path / "trial", NEW, for_release=False)
    with pytest.raises(BuildError, match="n’est pas une version à diffuser"):
        host.deploy(trial)
    host.deploy(sites[0])
    with pytest.raises(BuildError, match="un essai ne la remplace pas"):
        host.deploy(trial, later=1, is_trial=True)
    assert host.tags() == tags(for_readers(OLD))


def test_without_a_way_back_no_byte_of_what_was_stays(host: Host, sites: tuple[Built, Built]) -> None:
    host.deploy(sites[0])
    host.deploy(sites[1], later=1)
    host.deploy(sites[1], later=2, forgets=True)
    assert host.tags() == tags(for_readers(NEW))
    kept = {content for route, _ in host.bucket.listed() for content in host.bucket.read(route)[:1]}
    assert not kept & {content for route, content in OLD.items() if content not in NEW.values()}
    with pytest.raises(BuildError, match="aucune version plus ancienne"):
        host.go_back()


def test_going_back_leads_one_version_back_and_no_further(
    host: Host, sites: tuple[Built, Built], tmp_path: Path
) -> None:
    host.deploy(sites[0])
    with pytest.raises(BuildError, match="aucune version plus ancienne"):
        host.go_back()
    host.deploy(sites[1], later=1)
    host.deploy(built(tmp_path / "third", generation(3)), later=2)
    host.go_back()
    assert host.tags().items() >= tags(for_readers(NEW)).items()
    with pytest.raises(BuildError, match="aucune version plus ancienne"):
        host.go_back()


def test_going_back_from_a_deployment_that_was_cut_undoes_it(
    proxy: Way, host: Host, sites: tuple[Built, Built]
) -> None:
    host.deploy(sites[0])
    proxy.cut(25)
    with pytest.raises(BuildError, match="connexion est coupée") as cut:
        bucket_deployment.deploy(sites[1], host.through(host.order(later=1)))
    assert (cut.value.exit_code, "reprendra où il s’est arrêté" in cut.value.hint) == (ExitCode.ENVIRONMENT, True)
    host.go_back()
    assert host.tags().items() >= tags(for_readers(OLD)).items()
    assert "metiers/neuf.html" not in host.tags()


def test_bytes_that_are_lost_are_told_before_anything_is_brought_back(host: Host, sites: tuple[Built, Built]) -> None:
    host.deploy(sites[0])
    host.deploy(sites[1], later=1)
    host.bucket.remove(f"{ASIDE}{sha256(OLD['fiches/vieux.pdf']).hexdigest()}")
    before = host.tags()
    with pytest.raises(BuildError, match=r"il manque fiches/vieux\.pdf"):
        host.go_back()
    assert host.tags() == before


@pytest.mark.parametrize("record", [STATE, BEGUN])
@pytest.mark.parametrize("damage", [b"{", b"[]", b'{"form": 2}', b'{"form": 1}', b"3"])
def test_records_that_nobody_can_read_stop_everything(
    host: Host, sites: tuple[Built, Built], record: str, damage: bytes
) -> None:
    host.deploy(sites[0])
    host.bucket.write(record, damage)
    with pytest.raises(BuildError, match="sont abîmés, ou d’une version plus récente"):
        host.deploy(sites[1], later=1)
    assert host.tags() == tags(for_readers(OLD))


class TestLock:
    """One deployment at a time, whoever and wherever."""

    def test_the_second_stops_and_says_since_when(self, host: Host, sites: tuple[Built, Built]) -> None:
        place = host.computers / "two" / "place"
        with (
            held(host.bucket, NOW, place),
            pytest.raises(BuildError, match=r"en cours dans .* depuis le 29/11/2026 à 13:00") as told,
        ):
            host.deploy(sites[0])
        assert "sa place se libère au bout de 5 minutes" in told.value.hint
        assert host.tags() == {}
        host.deploy(sites[0])

    def test_so_does_one_on_the_same_computer(self, host: Host, sites: tuple[Built, Built]) -> None:
        with held(host.bucket, NOW, host.order().lock), pytest.raises(BuildError, match="sur cet ordinateur"):
            host.deploy(sites[0])

    def test_it_names_nobody_and_is_gone_at_the_end(self, host: Host, sites: tuple[Built, Built]) -> None:
        with held(host.bucket, NOW, host.order().lock):
            content = json.loads(host.bucket.read(LOCK)[0])
        assert (content.keys(), content["since"]) == ({"since", "token", "signs"}, "2026-11-29T12:00:00+00:00")
        assert LOCK not in dict(host.bucket.listed())

    def test_an_interruption_lets_the_next_one_in(self, host: Host, sites: tuple[Built, Built]) -> None:
        def interrupting(stage: str, done: int, total: int) -> None:
            if stage == "envoi" and done:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            bucket_deployment.deploy(sites[0], replace(host.order(), notify=interrupting))
        host.deploy(sites[0], computer="two")
        assert host.tags() == tags(for_readers(OLD))

    def test_what_is_left_of_a_dead_one_holds_others_until_its_time_is_over(self, host: Host) -> None:
        lasting = datetime.timedelta(seconds=2)
        host.bucket.write(LOCK, json.dumps({"since": NOW.isoformat(), "token": "x"}).encode())
        with pytest.raises(BuildError, match="en cours"), held(host.bucket, NOW, host.order().lock, lasting):
            pass
        time.sleep(3.1)  # the store tells whole seconds
        with held(host.bucket, NOW, host.order().lock, lasting):
            pass

    def test_a_run_that_died_here_holds_nobody_up_here(
        self, proxy: Way, host: Host, sites: tuple[Built, Built]
    ) -> None:
        proxy.cut(20)
        with pytest.raises(BuildError, match="connexion est coupée"):
            bucket_deployment.deploy(sites[0], host.through(host.order()))
        assert LOCK in dict(host.bucket.listed())
        with pytest.raises(BuildError, match="une autre mise en ligne"):
            host.deploy(sites[0], computer="two")
        host.deploy(sites[0])

    def test_whoever_has_lost_it_stops_and_leaves_that_of_the_other(self, host: Host) -> None:
        lasting = datetime.timedelta(seconds=2)
        with held(host.bucket, NOW, host.order().lock, lasting) as lease:
            other = host.bucket.write(LOCK, b'{"since": "2026-11-29T12:00:00+00:00", "token": "of another"}')
            time.sleep(0.5)
            with pytest.raises(BuildError, match="a perdu sa place"):
                lease.renew_when_due()
            time.sleep(0.7)
            with pytest.raises(BuildError, match="a perdu sa place"):
                lease.require()
        assert dict(host.bucket.listed())[LOCK] == other["ETag"]

    def test_a_sign_of_life_keeps_it(self, host: Host) -> None:
        with held(host.bucket, NOW, host.order().lock, datetime.timedelta(seconds=2)) as lease:
            for _ in range(3):
                time.sleep(0.6)
                lease.renew_when_due()
                lease.require()

    @pytest.mark.parametrize("lost", [1, 2])
    def test_an_answer_that_is_lost_loses_nothing(self, proxy: Way, host: Host, lost: int) -> None:
        """The request is sent again, under a condition that it has itself made untrue."""
        proxy.cut(lost, "after", only_once=True)
        with held(_patient(host), NOW, host.order().lock, datetime.timedelta(seconds=2)) as lease:
            time.sleep(0.5)
            lease.renew_when_due()
            lease.require()
        assert len(proxy.requests) > 4
        assert LOCK not in dict(host.bucket.listed())
