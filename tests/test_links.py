"""External links: what the content names, what servers of every behaviour answer, and what is said of it."""

import datetime
import json
import os
import re
import ssl
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from oma_builder.cache import Cache
from oma_builder.content import loader
from oma_builder.problems import BuildError, as_text, has_errors
from oma_builder.stewardship import links
from oma_builder.stewardship.visits import AGENT, Answer, Manners, remember, remembered, visit
from tests.conftest import Golden
from tests.tools import MINIMAL, ROOT, need

CASES = ROOT / "tests" / "problems"
TODAY = datetime.date(2026, 11, 23)
QUICK = Manners(timeout=0.5, pause=0.01, backoff=0.01)


@dataclass
class Seen:
    """What a server was asked, and how many requests it had at once."""

    asked: list[tuple[str, str]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    now: int = 0
    most: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


WAYS = {
    "loop": (302, "/loop"),
    "accent": (301, "/200?é".encode().decode("latin-1")),
    "away": (301, "ftp://exemple.fr/"),
}
"""Redirects that lead nowhere, or are not written as they should be."""


class Behaviour(BaseHTTPRequestHandler):
    """Answers as its path says: `/404`, `/301/200`, `/head-405`, and so on."""

    seen: Seen

    def do_HEAD(self) -> None:
        self.respond()

    def do_GET(self) -> None:
        self.respond()

    def respond(self) -> None:
        seen = self.seen
        with seen.lock:
            seen.asked.append((self.command, self.path))
            seen.times.append(time.monotonic())
            seen.agents.add(self.headers["User-Agent"])
            rank = sum(path == self.path for _, path in seen.asked)
            seen.now += 1
            seen.most = max(seen.most, seen.now)
        time.sleep(0.02)
        try:
            self.behave(rank)
        finally:
            with seen.lock:
                seen.now -= 1

    def behave(self, rank: int) -> None:
        first, _, rest = self.path[1:].partition("?")[0].partition("/")
        if first == "slow":
            time.sleep(1)
        elif first == "cut":
            self.close_connection = True
        elif first == "noise":
            self.wfile.write(b"ceci n'est pas HTTP\r\n\r\n")
        elif first.startswith("head-"):
            self.reply(int(first[5:]) if self.command == "HEAD" else 200)
        elif first == "flaky":
            self.reply(503 if rank <= 2 else 200)
        elif first == "wait":
            self.reply(429, ("Retry-After", rest) if rank == 1 else None)
        elif first in WAYS:
            status, location = WAYS[first]
            self.reply(status, ("Location", location))
        elif re.fullmatch(r"30\d", first):
            self.reply(int(first), ("Location", f"/{rest}"))
        else:
            self.reply(int(first))

    def reply(self, status: int, header: tuple[str, str] | None = None) -> None:
        if self.path.startswith("/wait") and header is None:
            status = 200
        self.send_response(status)
        if header:
            self.send_header(*header)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")


def started(tls: ssl.SSLContext | None = None) -> tuple[ThreadingHTTPServer, str, Seen]:
    seen = Seen()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (Behaviour,), {"seen": seen}))
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    return server, f"http{'s' if tls else ''}://127.0.0.1:{server.server_port}", seen


@pytest.fixture
def server() -> Iterator[tuple[str, Seen]]:
    running, address, seen = started()
    yield address, seen
    running.shutdown()
    running.server_close()


ANSWERS = {
    "/200": Answer("bonne"),
    "/204": Answer("bonne"),
    "/404": Answer("morte", "réponse 404"),
    "/410": Answer("morte", "réponse 410"),
    "/head-405": Answer("bonne"),
    "/head-403": Answer("bonne"),
    "/head-404": Answer("bonne"),
    "/head-501": Answer("bonne"),
    "/401": Answer("a-regarder", "la page demande un mot de passe (réponse 401)"),
    "/403": Answer("a-regarder", "le serveur refuse les machines (réponse 403)"),
    "/429": Answer("a-regarder", "le serveur dit que nous demandons trop (réponse 429)"),
    "/500": Answer("a-regarder", "le serveur est en défaut (réponse 500)"),
    "/503": Answer("a-regarder", "le serveur est en défaut (réponse 503)"),
    "/flaky": Answer("bonne"),
    "/wait/0": Answer("bonne"),
    "/slow": Answer("a-regarder", "le serveur ne répond pas à temps", is_reached=False),
    "/cut": Answer("a-regarder", "aucun serveur n’est joignable à ce nom", is_reached=False),
    "/noise": Answer("a-regarder", "la réponse du serveur n’est pas lisible"),
    "/301/200": Answer("deplacee", moved_to="{}/200"),
    "/308/301/200": Answer("deplacee", moved_to="{}/200"),
    "/301/302/200": Answer("deplacee", moved_to="{}/302/200"),
    "/302/200": Answer("bonne"),
    "/307/301/200": Answer("bonne"),
    "/301/404": Answer("morte", "réponse 404"),
    "/loop": Answer("a-regarder", "elle renvoie d’adresse en adresse, sans fin"),
    "/204?été": Answer("bonne"),
    "/accent": Answer("deplacee", moved_to="{}/200?%C3%A9"),
    "/away": Answer("a-regarder", "elle renvoie ailleurs que sur le Web"),
}


def test_every_behaviour_of_a_server_is_understood(server: tuple[str, Seen]) -> None:
    address, seen = server
    answers = visit([address + path for path in ANSWERS], QUICK)
    expected = {
        address + path: Answer(answer.state, answer.told, answer.moved_to.format(address), answer.is_reached)
        for path, answer in ANSWERS.items()
    }
    assert answers == expected | {address + "/cut": answers[address + "/cut"]}
    assert answers[address + "/cut"].state == "a-regarder"
    assert seen.agents == {AGENT}
    asked = Counter(seen.asked)
    assert asked["HEAD", "/200"] == 6, "once for itself, once at the end of each of five ways"
    assert asked["GET", "/200"] == 0
    assert (asked["HEAD", "/404"], asked["GET", "/404"]) == (2, 2)
    assert asked["GET", "/head-405"] == 1


def test_a_host_has_two_requests_at_once_at_most_and_a_pause(server: tuple[str, Seen]) -> None:
    address, seen = server
    visit([f"{address}/200?{rank}" if rank % 2 else f"{address}/301/200?{rank}" for rank in range(12)], QUICK)
    assert seen.most == 2
    visit([f"{address}/204?{rank}" for rank in range(6)], Manners(pause=0.2, at_once_per_host=1))
    gaps = [after - before for before, after in zip(seen.times[-6:], seen.times[-5:], strict=False)]
    assert min(gaps) >= 0.2


def test_a_server_that_says_when_is_not_asked_before_nor_waited_for_too_long(server: tuple[str, Seen]) -> None:
    address, seen = server
    begun = time.monotonic()
    assert visit([f"{address}/wait/1"], QUICK)[f"{address}/wait/1"].state == "bonne"
    assert time.monotonic() - begun >= 1
    visit([f"{address}/wait/3600"], QUICK)
    assert Counter(seen.asked)["HEAD", "/wait/3600"] == 1


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    command = [need("openssl"), "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-keyout", str(key), "-out", str(certificate), "-subj", "/CN=127.0.0.1", "-days", "2"]
    subprocess.run([*command, "-addext", "subjectAltName=IP:127.0.0.1"], check=True, capture_output=True)
    return certificate, key


def test_a_certificate_that_nobody_vouches_for_is_to_be_looked_at(certificate: tuple[Path, Path]) -> None:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(*certificate)
    running, address, _ = started(tls)
    try:
        answer = visit([f"{address}/200"], QUICK)[f"{address}/200"]
        assert (answer.state, answer.is_reached) == ("a-regarder", True)
        assert answer.told.startswith("son certificat n’est pas bon (")
        known = ssl.create_default_context(cafile=str(certificate[0]))
        assert visit([f"{address}/200"], QUICK, known)[f"{address}/200"] == Answer("bonne")
    finally:
        running.shutdown()
        running.server_close()


def test_a_machine_off_line_is_no_list_of_dead_links() -> None:
    """Ports of our own that nobody listens at."""
    with pytest.raises(BuildError, match="pas relié à internet"):
        visit([f"http://127.0.0.{rank}:9/" for rank in range(1, 6)], QUICK)
    assert visit([], QUICK) == {}


def test_one_host_that_is_gone_among_others_is_to_be_looked_at(server: tuple[str, Seen]) -> None:
    gone = "http://127.0.0.1:9/"
    answers = visit([gone, f"{server[0]}/200"], QUICK)
    assert answers[gone] == Answer("a-regarder", "aucun serveur n’est joignable à ce nom", is_reached=False)


def test_only_good_answers_are_remembered_and_for_so_long(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    answers = {
        "https://a.fr/": Answer("bonne"),
        "https://b.fr/": Answer("deplacee", moved_to="https://c.fr/"),
        "https://d.fr/": Answer("morte", "réponse 404"),
        "https://e.fr/": Answer("a-regarder", "x"),
    }
    remember(answers, cache, TODAY)
    kept = {address: answer for address, answer in answers.items() if address[8] in "ab"}
    later = TODAY + datetime.timedelta(6)
    assert remembered(answers, cache, TODAY, 7) == remembered(answers, cache, later, 7) == kept
    assert remembered(answers, cache, later + datetime.timedelta(1), 7) == {}
    assert remembered(answers, cache, TODAY, 0) == {}
    assert remembered(answers, cache, TODAY - datetime.timedelta(1), 7) == {}, "a clock that was wrong"


PAGE = """---
titre: Un exemple
description: Une page d'exemple.
publication:
  etat: publie
---

Un lien vers [une page](https://exemple.fr/morte#partie) et https://exemple.fr/bonne seule.

Le même : [encore](https://exemple.fr/morte), et [un métier](metier:exemple).
"""


@pytest.fixture
def places(tmp_path: Path) -> links.Places:
    """Return the addresses of the minimal site, with a page that has links."""
    content = tmp_path / "content"
    (content / "pages").mkdir(parents=True)
    for file in ("site.yaml", "metiers/exemple.yaml"):
        (content / file).parent.mkdir(exist_ok=True)
        (content / file).write_bytes((MINIMAL / file).read_bytes())
    trade = (content / "metiers/exemple.yaml").read_text(encoding="utf-8")
    source = next(line for line in trade.splitlines() if "titre:" in line and line.lstrip().startswith("- "))
    adressed = f"{source}\n{' ' * (len(source) - len(source.lstrip()) + 2)}adresse: https://exemple.fr/lente"
    (content / "metiers/exemple.yaml").write_text(trade.replace(source, adressed, 1), encoding="utf-8")
    (content / "pages/liens.md").write_text(PAGE, encoding="utf-8")
    corpus, problems = loader.load(content, 1)
    assert not [problem for problem in problems if problem.path.endswith(("liens.md", "exemple.yaml"))]
    return links.external(corpus)


def test_every_address_is_found_with_its_lines(places: links.Places) -> None:
    ours = {address: [place.line for place in found] for address, found in places.items() if "exemple.fr/" in address}
    assert ours["https://exemple.fr/morte"] == [8, 10]
    assert ours["https://exemple.fr/bonne"] == [8]
    assert [place.path for place in places["https://exemple.fr/lente"]] == ["content/metiers/exemple.yaml"]
    site = (MINIMAL / "site.yaml").read_text(encoding="utf-8")
    own = re.search(r"^adresse: (\S+)", site, re.MULTILINE)
    assert own is not None
    assert own[1] not in places


TOLD = {
    "lien-externe-mort": Answer("morte", "réponse 404"),
    "lien-externe-deplace": Answer("deplacee", moved_to="https://exemple.fr/nouvelle"),
    "lien-externe-incertain": Answer("a-regarder", "le serveur refuse les machines (réponse 403)"),
}


@pytest.mark.parametrize("case", TOLD)
def test_an_answer_is_told_in_these_words(case: str, golden: Golden) -> None:
    place = links.Place("content/pages/liens.md", 8), links.Place("content/metiers/exemple.yaml", 4)
    answers = {"https://exemple.fr/page": TOLD[case], "https://exemple.fr/bonne": Answer("bonne")}
    problems = links.problems_of({"https://exemple.fr/page": place, "https://exemple.fr/bonne": place}, answers)
    golden(CASES / case / "expected.txt", "\n".join((*map(as_text, problems), links.summary(answers))) + "\n")
    assert has_errors(problems) == (case == "lien-externe-mort")


def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, ROOT / "build.py", "links", *map(str, arguments)],
        capture_output=True, text=True, encoding="utf-8", check=False, env={**os.environ, **environment},
    )  # fmt: skip


@pytest.mark.slow
def test_the_command_says_that_it_is_off_line_or_that_there_is_nothing_to_ask(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    (content / "site.yaml").write_bytes((MINIMAL / "site.yaml").read_bytes())
    empty = run("--content", content, "--format", "json")
    assert (empty.returncode, json.loads(empty.stdout)) == (0, [])
    (content / "pages").mkdir()
    (content / "pages" / "liens.md").write_text(PAGE, encoding="utf-8")
    nowhere = {"https_proxy": "http://127.0.0.1:9", "no_proxy": ""}
    off = run("--content", content, **nowhere)
    assert (off.returncode, "aucun site n’a répondu" in off.stderr) == (3, True), off.stdout + off.stderr
