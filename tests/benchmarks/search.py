"""Time the search in Chromium on a slowed processor, beside Fuse.js over the same documents, in the same page.

Run it with `python -m tests.benchmarks.search`. The processor is throttled four times by the browser itself (CDP), as
Lighthouse does for a phone. Every question is asked as a pupil types it: letter by letter, without accents, with
mistakes. Fuse.js comes by npm into a temporary folder; without npm, the comparison is left out. Needs Chromium.
"""

import argparse
import datetime
import gzip
import random
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from playwright.sync_api import Page, sync_playwright

from oma_builder.content import schema
from oma_builder.content.loader import load
from oma_builder.guide.linker import link
from oma_builder.guide.model import Guide
from oma_builder.web import absent_trades, search
from oma_builder.web.pages import pages
from oma_builder.web.shards import Shard
from tests.benchmarks import words
from tests.benchmarks.synthetic import write_content
from tests.tools import ROOT, search_scripts

FUSE = "fuse.js@7.5.0"
SLOWER = 4

_DAY = datetime.date(2026, 12, 1)
_FUSE = """documents => { window.fuse = new Fuse(documents, {
    keys: [
        { name: "titre", weight: 6 }, { name: "synonymes", weight: 4 }, { name: "mots", weight: 3 },
        { name: "secteur", weight: 1.5 }, { name: "lieux", weight: 1.5 }, { name: "accroche", weight: 1 },
    ],
    ignoreDiacritics: true, ignoreLocation: true, threshold: .3,
}); }"""
_OPEN = """async files => {
    const start = performance.now();
    oma.parts = {};
    for (const { script } of files) {
        document.head.append(Object.assign(document.createElement("script"), { textContent: script }));
    }
    for (const { kind, route } of files) {
        const part = oma.parts[route];
        oma[kind] = Array.isArray(part) ? [...(oma[kind] ?? []), ...part] : Object.assign(oma[kind] ?? {}, part);
    }
    const read = performance.now();
    await oma.search.ready();
    oma.search.find("soudeur");
    const answered = performance.now();
    await oma.search.names();
    return [read - start, answered - read, performance.now() - answered];
}"""
_TIME = """([questions, name]) => {
    const ask = name === "fuse" ? question => fuse.search(question).length
        : question => oma.search.find(question).results.length;
    return questions.map(question => {
        const start = performance.now(), found = ask(question);
        return [performance.now() - start, found];
    });
}"""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a search took for each question, in milliseconds, and how often it found something."""

    times: tuple[float, ...]
    found: float

    @property
    def p95(self) -> float:
        """Return the time that one question in twenty exceeds."""
        return quantiles(self.times, n=20)[-1]


def synthetic_guide(folder: Path, count: int) -> Guide:
    """Return the linked guide of `count` trades that do not exist."""
    write_content(folder, count)
    shutil.copy(ROOT / "content" / schema.RECHERCHE.file, folder)
    guide, _ = link(load(folder, 2).value, _DAY)
    if guide is None:
        raise RuntimeError("the synthetic content does not link")
    return guide


def questions(seed: str = "oma") -> list[str]:
    """Return what is asked: words typed letter by letter, with mistakes, and several words at once."""
    dice = random.Random(seed)  # noqa: S311 - a benchmark keeps no secret
    nouns = [_plain(form) for pair in words.TITLES for form in pair]
    whole = dice.sample(nouns, 12) + dice.sample([*words.DOMAINS, *words.KEYWORDS], 12)
    typed = [_plain(word)[:end] for word in whole for end in range(2, len(word) + 1)]
    pairs = [f"{dice.choice(nouns)} {dice.choice(words.DOMAINS)}" for _ in range(40)]
    long = [
        f"je veux {dice.choice(words.VERBS)} des {dice.choice(words.KEYWORDS)} en {dice.choice(words.DOMAINS)}"
        for _ in range(20)
    ]
    return [*typed, *pairs, *(_mistaken(text, dice) for text in (*whole, *pairs)), *long, "pompier", "zzzzqqq"]


def _plain(text: str) -> str:
    """Return a text in small letters without accents, as it is typed on a phone."""
    letters = unicodedata.normalize("NFKD", text.lower().replace("œ", "oe"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _mistaken(text: str, dice: random.Random) -> str:
    at = dice.randrange(1, len(text) - 1)
    return text[:at] + dice.choice([text[at + 1] + text[at], text[at] * 2, ""]) + text[at + 1 :]


def texts(guide: Guide) -> Iterator[dict[str, Any]]:
    """Yield the documents of the search as Fuse.js takes them."""
    for found in search.documents(guide, pages(guide)):
        yield {**asdict(found), "secteur": " ".join(found.secteur), "lieux": " ".join(found.lieux)}


def fuse_script(folder: Path) -> str | None:
    """Return Fuse.js as a classic script, fetched by npm into a folder; None without npm."""
    npm = shutil.which("npm")
    if npm is None:
        return None
    command = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), FUSE]
    subprocess.run(command, check=True)
    text = (folder / "node_modules" / "fuse.js" / "dist" / "fuse.min.cjs").read_text(encoding="utf-8")
    return f"const module = {{ exports: {{}} }}; {{ const exports = module.exports; {text}\n}} window.Fuse = module.exports.default ?? module.exports;"


def load_search(page: Page) -> None:
    """Load the scripts of the search into a page, without anything to find."""
    page.add_script_tag(content="window.oma = { element: document.createElement.bind(document) };")
    page.add_script_tag(path=ROOT / "assets" / "vendor" / "minisearch" / "minisearch.js")
    for script in search_scripts():
        page.add_script_tag(path=script)


def open_search(page: Page, scripts: Iterable[Shard]) -> tuple[float, float, float]:
    """Give a page what can be found; return what reading, the first answer, and the names of other trades took, in milliseconds."""
    files = [{"kind": s.kind, "route": s.file.route, "script": s.file.content.decode()} for s in scripts]
    reading, indexing, naming = page.evaluate(_OPEN, files)
    return reading, indexing, naming


def weight(scripts: Iterable[Shard], kinds: Container[str]) -> int:
    """Return the bytes of some kinds of data, as a server sends them."""
    return sum(len(gzip.compress(script.file.content, 9)) for script in scripts if script.kind in kinds)


def throttle(page: Page) -> None:
    """Slow the processor of a page."""
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def measure(page: Page, asked: Sequence[str], name: str) -> Measured:
    """Ask every question once, after a few that warm the engine up."""
    page.evaluate(_TIME, [list(asked[:10]), name])
    told = page.evaluate(_TIME, [list(asked), name])
    return Measured(tuple(time for time, _ in told), sum(found > 0 for _, found in told) / len(told))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the times of both; fail when ours are too long."""
    parser = argparse.ArgumentParser(description="Time the search beside Fuse.js.")
    parser.add_argument("--trades", type=int, default=3_000)
    parser.add_argument("--limit", type=float, default=20, help="p95 in milliseconds beyond which it fails")
    parser.add_argument("--alone", action="store_true", help="leave Fuse.js out")
    chosen = parser.parse_args(arguments)
    asked = questions()
    with tempfile.TemporaryDirectory(prefix="oma-search-") as place, sync_playwright() as playwright:
        guide = synthetic_guide(Path(place) / "content", chosen.trades)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        load_search(page)
        fuse = None if chosen.alone else fuse_script(Path(place) / "npm")
        if fuse:
            page.add_script_tag(content=fuse)
            page.evaluate(_FUSE, list(texts(guide)))
        throttle(page)
        scripts = (*search.scripts(guide, pages(guide), "web"), *search.spoken_scripts(guide))
        reading, indexing, naming = open_search(page, scripts)
        ours = measure(page, asked, "oma")
        print(
            f"{chosen.trades} trades, {len(asked)} questions, processor {SLOWER} times slower; documents "
            f"{weight(scripts, search.FIRST) / 1000:.0f} kB gz, names of other trades {weight(scripts, [absent_trades.KIND]) / 1000:.0f} kB, "
            f"read in {reading:.0f} ms, first answer {indexing:.0f} ms later, names {naming:.0f} ms after that"
        )
        print(_row("ours (MiniSearch)", ours))
        if fuse:
            # One question in eight: it takes that long.
            theirs, same = measure(page, asked[::8], "fuse"), measure(page, asked[::8], "oma")
            print(
                _row("Fuse.js", theirs),
                f"ratio of medians {median(same.times) / median(theirs.times):.3f}, of p95 {same.p95 / theirs.p95:.3f}",
                sep="\n",
            )
        browser.close()
    return int(ours.p95 > chosen.limit)


def _row(name: str, found: Measured) -> str:
    return f"{name:<18} median {median(found.times):7.1f} ms   p95 {found.p95:7.1f} ms   longest {max(found.times):7.1f} ms   answered {found.found:.0%}"


if __name__ == "__main__":
    sys.exit(main())
