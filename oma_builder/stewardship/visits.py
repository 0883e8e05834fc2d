"""Asks addresses whether they answer, politely: two at once on a host at most, with a pause, and no page is read.

HEAD asks first; a server that will not have it is asked by GET, of which only the head is read. What may pass (a host that
is slow or busy) is asked three times, later and later, and not before a server that says when. `robots.txt` is not asked
for: nothing is crawled, each address is one that the guide publishes for people to follow. Python's own client is enough:
it takes the proxies and the certificates of the system, and these are few requests with nothing in them.
"""

import http.client
import json
import ssl
import threading
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any, Literal
from urllib.parse import quote, urljoin, urlsplit

from oma_builder.cache import Cache, digest
from oma_builder.parallel import Tick, no_tick
from oma_builder.problems import BuildError

VERSION = "1"
"""Version of what is remembered of an answer; raise it when the same answer would be understood otherwise."""

AGENT = "OMA-Builder/1 (verification des liens du guide Orientation et Metiers d'Avenir, Occitanie)"
"""How we name ourselves to servers; a header is ASCII."""

State = Literal["bonne", "deplacee", "morte", "a-regarder"]

_DEAD = frozenset({404, 410})
_PERMANENT, _REDIRECTS = frozenset({301, 308}), frozenset({301, 302, 303, 307, 308})
_MAY_PASS = frozenset({429, 500, 502, 503, 504})
_RESERVED = "%/:?#[]@!$&'()*+,;=~"
"""What an address may hold as it is, and what a sign in % begins with (RFC 3986)."""

_MOST_REDIRECTS = 6
_ENOUGH = 16
"""Answers after which, if no server was reached, none will be: these are of as many hosts, where there are so many."""

_WORDS = {
    401: "la page demande un mot de passe",
    403: "le serveur refuse les machines",
    429: "le serveur dit que nous demandons trop",
}


@dataclass(frozen=True, slots=True)
class Manners:
    """How patient and how polite we are; times in seconds."""

    timeout: float = 20.0
    at_once: int = 16
    at_once_per_host: int = 2
    pause: float = 0.5
    tries: int = 3
    backoff: float = 2.0
    longest_wait: float = 30.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of an address: its state, in which words, the new address of what has moved for good.

    `is_reached` is false where no server answered at all.
    """

    state: State
    told: str = ""
    moved_to: str = ""
    is_reached: bool = True


@dataclass(frozen=True, slots=True)
class _Reply:
    """What one request brought: a status with where it leads and when to ask again, or why there is none."""

    status: int = 0
    location: str = ""
    retry_after: float = 0.0
    fault: str = ""
    may_pass: bool = False
    is_reached: bool = True


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Lets us follow redirects ourselves: where they lead is what we want to know."""

    def redirect_request(self, *_: Any) -> None:
        return None


class _Hosts:
    """Lets a few requests at once reach each host, with a pause after each."""

    def __init__(self, manners: Manners) -> None:
        self.manners = manners
        self.lock = threading.Lock()
        self.turns: dict[str, threading.Semaphore] = defaultdict(lambda: threading.Semaphore(manners.at_once_per_host))

    @contextmanager
    def turn(self, address: str) -> Iterator[None]:
        with self.lock:
            turn = self.turns[urlsplit(address).netloc.casefold()]
        with turn:
            yield
            time.sleep(self.manners.pause)


class _Visitor:
    """Asks one address after another; several threads share it."""

    def __init__(self, manners: Manners, tls: ssl.SSLContext | None) -> None:
        self.manners, self.hosts = manners, _Hosts(manners)
        self.opener = urllib.request.build_opener(
            _NoRedirect, urllib.request.HTTPSHandler(context=tls or ssl.create_default_context())
        )

    def answer(self, address: str) -> Answer:
        """Follow an address to its end, and say what is there."""
        here, for_good = address, address
        is_for_good = True
        for _ in range(_MOST_REDIRECTS):
            reply = self.asked_again(here)
            if reply.status not in _REDIRECTS or not reply.location:
                return _answer(reply, address, for_good)
            there = urljoin(here, reply.location)
            if urlsplit(there).scheme not in ("http", "https"):
                return Answer("a-regarder", "elle renvoie ailleurs que sur le Web")
            is_for_good = is_for_good and reply.status in _PERMANENT
            here, for_good = there, there if is_for_good else for_good
        return Answer("a-regarder", "elle renvoie d’adresse en adresse, sans fin")

    def asked_again(self, address: str) -> _Reply:
        """Ask until the answer is one that will not pass, or patience is at its end."""
        reply = self.asked(address)
        for rank in range(1, self.manners.tries):
            wait = max(self.manners.backoff**rank, reply.retry_after)
            if not reply.may_pass or wait > self.manners.longest_wait:
                break
            time.sleep(wait)
            reply = self.asked(address)
        return reply

    def asked(self, address: str) -> _Reply:
        """Ask by HEAD, then by GET where that is answered by anything but a page or a redirect."""
        reply = self.request(address, "HEAD")
        is_refused = reply.status >= 400 and not reply.retry_after and reply.status != 429
        return self.request(address, "GET") if is_refused else reply

    def request(self, address: str, method: str) -> _Reply:
        headers = {"User-Agent": AGENT, "Accept": "*/*"}
        asked = quote(address, safe=_RESERVED)
        request = urllib.request.Request(asked, method=method, headers=headers)  # noqa: S310 - http and https alone
        with self.hosts.turn(address):
            try:
                with self.opener.open(request, timeout=self.manners.timeout) as response:
                    return _Reply(response.status)
            except urllib.error.HTTPError as error:
                with error:
                    return _refused(error)
            except (OSError, http.client.HTTPException, ValueError) as error:
                return _unreached(error)


def _refused(error: urllib.error.HTTPError) -> _Reply:
    after = error.headers.get("Retry-After", "")
    seconds = float(after) if after.isascii() and after.isdigit() else 0.0
    location = error.headers.get("Location", "").encode("latin-1", "surrogateescape")  # its bytes, as they came
    return _Reply(error.code, quote(location, safe=_RESERVED), seconds, may_pass=error.code in _MAY_PASS)


def _unreached(error: Exception) -> _Reply:
    """Say in French why no server gave an answer that is one of HTTP."""
    cause = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(cause, ssl.SSLCertVerificationError):
        return _Reply(fault=f"son certificat n’est pas bon ({cause.verify_message})")
    if isinstance(cause, ssl.SSLError):
        return _Reply(fault="la connexion chiffrée n’aboutit pas")
    if isinstance(cause, TimeoutError):
        return _Reply(fault="le serveur ne répond pas à temps", may_pass=True, is_reached=False)
    if isinstance(cause, http.client.HTTPException | ValueError):
        return _Reply(fault="la réponse du serveur n’est pas lisible", may_pass=True)
    return _Reply(fault="aucun serveur n’est joignable à ce nom", may_pass=True, is_reached=False)


def _answer(reply: _Reply, asked: str, for_good: str) -> Answer:
    if reply.fault:
        return Answer("a-regarder", reply.fault, is_reached=reply.is_reached)
    if reply.status in _DEAD:
        return Answer("morte", f"réponse {reply.status}")
    if not 200 <= reply.status < 300:
        return Answer("a-regarder", f"{_WORDS.get(reply.status, 'le serveur est en défaut')} (réponse {reply.status})")
    return Answer("deplacee", moved_to=for_good) if for_good != asked else Answer("bonne")


def visit(
    addresses: Iterable[str], manners: Manners, tls: ssl.SSLContext | None = None, tick: Tick = no_tick
) -> dict[str, Answer]:
    """Return the answer of each address; those of one host are spread out, so that no thread waits while others could ask.

    Raises `BuildError` when no host at all can be reached: the machine is off line, and the addresses are not to blame.
    """
    visitor, wanted = _Visitor(manners, tls), _spread(addresses)
    answers: dict[str, Answer] = {}
    with ThreadPoolExecutor(manners.at_once) as pool:
        asked = {pool.submit(visitor.answer, address): address for address in wanted}
        for done in as_completed(asked):
            answers[asked[done]] = done.result()
            tick(len(answers), len(asked))
            if len(answers) == min(len(asked), _ENOUGH) and not any(answer.is_reached for answer in answers.values()):
                pool.shutdown(wait=False, cancel_futures=True)
                message = "aucun site n’a répondu : cet ordinateur n’est sans doute pas relié à internet"
                raise BuildError(message, "vérifiez la connexion, ou le serveur mandataire (proxy), puis relancez")
    return answers


def _spread(addresses: Iterable[str]) -> list[str]:
    """Return the addresses in turn: the first of each host, then the second of each."""
    ranks: defaultdict[str, int] = defaultdict(int)
    ranked = []
    for address in addresses:
        host = urlsplit(address).netloc
        ranked.append((ranks[host], address))
        ranks[host] += 1
    return [address for _, address in sorted(ranked)]


def remembered(addresses: Iterable[str], cache: Cache, today: date, age: int) -> dict[str, Answer]:
    """Return the answers that were got in the last `age` days: none with 0."""
    found = {}
    for address in addresses:
        kept = cache.get(_key(address)) if age else None
        if kept:
            day, answer = json.loads(kept)
            if timedelta(0) <= today - date.fromisoformat(day) < timedelta(age):
                found[address] = Answer(**answer)
    return found


def remember(answers: Mapping[str, Answer], cache: Cache, today: date) -> None:
    """Keep the answers that are good, or say where a page has gone; what must be mended or looked at is asked again."""
    for address, answer in answers.items():
        if answer.state in ("bonne", "deplacee"):
            cache.put(_key(address), json.dumps([today.isoformat(), asdict(answer)]).encode())


def _key(address: str) -> str:
    return digest("links", VERSION, address)
