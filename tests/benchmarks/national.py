"""Build a whole national guide from the open data of ROME, 1,584 trades, and say what it takes and weighs.

Run it with `python -m tests.benchmarks.national FOLDER`, where FOLDER holds the CSV files of ROME 4.0. The drafts of
`import rome` are completed in a copy of their own with plain stand-ins for what ROME does not know (a day, diplomas,
levels, colours of sectors), and published there alone. Everything happens in a temporary folder, in one cold build.
Memory is that of all processes together (`memory`): Linux only.
"""

import argparse
import datetime
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle
from pathlib import Path
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError

from oma_builder.content.fields import Markdown
from oma_builder.content.kinds.secteur import ColourName
from oma_builder.content.typography import slugify
from oma_builder.content.writing import yaml_lines
from oma_builder.problems import as_text
from oma_builder.rome import drafting
from oma_builder.rome.drafts import Draft
from oma_builder.rome.sheets import Sheet
from tests.benchmarks import around
from tests.benchmarks.project import ROOT, project_copy
from tests.benchmarks.timing import Tool, run
from tests.benchmarks.writing import Data, paragraphs, source

READ_ON = datetime.date(2026, 11, 29)
MINIMAL = ROOT / "tests" / "sites" / "minimal" / "content"
_UNSAID = "Le ROME ne le dit pas"
_MARKDOWN = TypeAdapter[str](Markdown)


def write_national(folder: Path, content: Path, count: int | None = None) -> int:
    """Write the content of a national guide of `count` trades, spread over all sectors, or of all; return how many."""
    made, problems = drafting.read_folder(folder, READ_ON)
    if made is None:
        raise SystemExit("\n".join(map(as_text, problems)))
    drafts = made.drafts[:: max(1, len(made.drafts) // count)][:count] if count else made.drafts
    shutil.copytree(MINIMAL, content)
    for kind in ("metiers", "secteurs", "formations"):
        shutil.rmtree(content / kind)
    names = {draft.id for draft in drafts}
    kept = {draft.fields["secteur"] for draft in drafts}
    sectors = [sector for sector in made.sectors if sector.id in kept]
    write(content / "metiers", {draft.id: completed(draft, names) for draft in drafts})
    write(content / "formations", {_studied(draft.sheet): _diploma(draft.sheet) for draft in drafts})
    colours = zip(sectors, cycle(get_args(ColourName)), strict=False)
    write(content / "secteurs", {sector.id: _coloured(sector.fields, colour) for sector, colour in colours})
    write(content / "interets", around.interests())
    return len(drafts)


def write(folder: Path, documents: Mapping[str, Data]) -> None:
    """Write documents by their names."""
    folder.mkdir(parents=True)
    for name, data in documents.items():
        (folder / f"{name}.yaml").write_text("\n".join([*yaml_lines(data), ""]), encoding="utf-8")


def completed(draft: Draft, names: set[str]) -> Data:
    """Return a trade as it might be published: the draft's fields, and stand-ins for what ROME does not know."""
    fields: dict[str, Any] = {name: value for name, value in draft.fields.items() if name != "publication"}
    title, conditions = fields["titre"], fields.get("conditions", {})
    data = {
        "accroche": f"Fiche {draft.sheet.code} du ROME.",
        "qualites": [_UNSAID, "Une autre qualité"],
        **fields,
        "titre": {"feminin": title["masculin"], **title},
        "conditions": {"lieux": [_UNSAID], "horaires": _UNSAID, **conditions},
        "niveau": "3",
        "journee": paragraphs(*filter(_is_markdown, draft.sheet.access), f"Fiche {draft.sheet.code} du ROME."),
        "etudes": [{"intitule": "Parcours de mesure", "etapes": [{"formation": _studied(draft.sheet)}]}],
        "similaires": [name for name in fields.get("similaires", ()) if name in names],
        "revu_le": READ_ON.isoformat(),
    }
    return {name: value for name, value in data.items() if value}


def _is_markdown(text: str) -> bool:
    """Say whether a text may stand in a field of Markdown: some of ROME have abbreviated forms."""
    try:
        _MARKDOWN.validate_python(text)
    except ValidationError:
        return False
    return True


def _studied(sheet: Sheet) -> str:
    return slugify(f"mesure {sheet.domain.letter} {sheet.field}")[:60].strip("-")


def _diploma(sheet: Sheet) -> Data:
    return {
        "intitule": f"Diplôme de mesure : {sheet.field}",
        "niveau": "3",
        "duree": "2 ans",
        "voies": ["scolaire"],
        "presentation": "Une formation de mesure, qui n'existe pas.",
        "sources": [source("Formations de mesure")],
        "revu_le": READ_ON.isoformat(),
    }


def _coloured(fields: Mapping[str, Any], colour: str) -> Data:
    picture = {"fichier": "exemple.svg", "alt": "Un carré, pour l'exemple.", "credit": "Exemple"}
    kept = {name: value for name, value in fields.items() if name != "publication"}
    return {**kept, "couleur": colour, "illustration": picture}


def weights(site: Path) -> Iterator[str]:
    """Yield what a site weighs, part by part."""
    yield _weighed("pages", site.rglob("*.html"))
    yield _weighed("search data", (site / "assets").glob("documents*.js"))
    yield _weighed("PDF of the guide", (site / "guide").glob("*.pdf"))
    yield _weighed("other PDF", (file for file in site.rglob("*.pdf") if file.parent.name != "guide"))
    yield _weighed("ZIP", site.rglob("*.zip"))
    yield _weighed("everything", (file for file in site.rglob("*") if file.is_file()))


def _weighed(name: str, files: Iterator[Path]) -> str:
    sizes = [file.stat().st_size for file in files]
    return f"{name:<16} {len(sizes):>6} files {sum(sizes) / 1e6:>9.1f} MB, the largest {max(sizes, default=0) / 1e6:.3f} MB"


def main(arguments: Sequence[str] | None = None) -> None:
    """Build the guide that the command line asks for, and print what it took."""
    parser = argparse.ArgumentParser(description="Build a guide of all trades of ROME.")
    parser.add_argument("folder", type=Path, help="the CSV files of ROME 4.0")
    parser.add_argument("--trades", type=int, help="fewer trades, spread over all sectors")
    parser.add_argument("--no-pdf", action="store_true")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave content and site there")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="oma-national-") as place:
        folder = Path(place)
        project, content, site = project_copy(folder / "project"), folder / "content", folder / "site"
        count = write_national(chosen.folder.resolve(), content, chosen.trades)
        options = ["--content", str(content), "--output", str(site), "--today", READ_ON.isoformat(), "--timings"]
        command = (sys.executable, "build.py", "build", *options, *(["--no-pdf"] if chosen.no_pdf else []))
        made = run(Tool("national", command, project), watched=True)
        if chosen.keep:
            shutil.copytree(folder, chosen.keep, ignore=shutil.ignore_patterns("project"), dirs_exist_ok=True)
        print(made.printed)
        print(f"{count} trades: {made.seconds:.1f} s, {made.busy:.1f} s of processors, {made.together:.0f} MiB at most")
        print(*weights(site), sep="\n")


if __name__ == "__main__":
    main()
