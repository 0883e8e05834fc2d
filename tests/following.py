"""A person who does what a hint says, to the letter: each hint that a program can follow, as one rule."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

SAID = re.compile(
    r"(?P<path>\S+?|content/[^:\n]*?)(?::(?P<line>\d+))?: (?:avertissement : )?(?P<message>.*) \[(?P<code>[a-z0-9-]+)\]\n"
    r"  → (?P<hint>.*)"
)
"""One problem as `check` prints it."""


class Told(NamedTuple):
    """One problem, as it was read by a person; `file` is what it speaks of."""

    file: Path
    line: int
    code: str
    message: str
    hint: str

    @property
    def quoted(self) -> str:
        """What the message quotes first."""
        return next(iter(re.findall(r"« (.*?) »", self.message)), "")


Rule = Callable[[Told, re.Match[str]], object]


def read(text: str, content: Path) -> list[Told]:
    """Return the problems of an expected text, the last lines first: what is above them keeps its place."""
    told = [
        Told(content.parent / found["path"], int(found["line"] or 0), found["code"], found["message"], found["hint"])
        for found in SAID.finditer(text)
    ]
    return sorted(told, key=lambda one: (-bool(one.line), str(one.file), -one.line))


def follow(told: Told) -> bool:
    """Do what the hint says; return whether it says anything that a program understands."""
    rule, found = _rule(told.hint)
    return found is not None and rule(told, found) is not False


def is_understood(told: Told) -> bool:
    """Say whether a program can follow the hint."""
    return _rule(told.hint)[1] is not None


def gives_an_example(told: Told) -> bool:
    """Say whether the hint only shows the form: its example is a right one, but nobody knows whether it is true."""
    return _rule(told.hint)[0] is _example


def _rule(hint: str) -> tuple[Rule, re.Match[str] | None]:
    fitting = ((rule, re.search(pattern, hint)) for pattern, rule in RULES)
    return next(((rule, found) for rule, found in fitting if found), (_example, None))


def _lines(told: Told) -> list[str]:
    return told.file.read_text(encoding="utf-8").split("\n")


def _write(told: Told, lines: list[str]) -> None:
    told.file.write_text("\n".join(lines), encoding="utf-8")


def _change(told: Told, change: Callable[[str], str]) -> bool:
    """Change the line of the problem, or the first below it where the change says something (a folded text)."""
    lines = _lines(told)
    for at in range(told.line - 1, len(lines)):
        if (changed := change(lines[at])) != lines[at]:
            lines[at] = changed
            _write(told, lines)
            return True
    return False


def _replace(told: Told, old: str, new: str) -> bool:
    exact = re.compile(rf"(?<![\w-]){re.escape(old)}(?![\w-])")
    return _change(told, lambda line: exact.sub(lambda _: new, line, count=1))


def _rename(told: Told, found: re.Match[str]) -> None:
    target = told.file.with_name(found[1])
    assert not target.exists(), f"{told.hint}: a file would be lost"
    told.file.rename(target)


def _move(told: Told, found: re.Match[str]) -> None:
    target = told.file.parents[1] / found[1] / told.file.name
    assert not target.exists(), f"{told.hint}: a file would be lost"
    told.file.rename(target)


def _empty(told: Told, found: re.Match[str]) -> bool:
    """Move the files of a folder up; where some are to be compared first, a person must."""
    kept = (found[1] or "").split(", ")
    for file in [file for file in told.file.iterdir() if file.name not in kept]:
        target = told.file.parent / file.name
        assert not target.exists(), f"{told.hint}: a file would be lost"
        file.rename(target)
    if any(told.file.iterdir()):
        return False
    told.file.rmdir()
    return True


def _take_out(told: Told, found: re.Match[str]) -> None:
    aside = next(folder for folder in told.file.parents if folder.name == "content").with_name("sorti")
    aside.mkdir(exist_ok=True)
    target = aside / told.file.name
    assert not target.exists(), f"{told.hint}: a file would be lost"
    told.file.rename(target)


def _copy_here(told: Told, found: re.Match[str]) -> None:
    real = told.file.resolve()
    told.file.unlink()
    (shutil.copytree if real.is_dir() else shutil.copy)(real, told.file)


def _meant(told: Told, found: re.Match[str]) -> bool:
    typed, meant = told.quoted, found[1]
    if ":" in typed and ":" not in meant:
        meant = f"{typed.partition(':')[0]}:{meant}"
    return _replace(told, typed, meant)


def _drop_line(told: Told, found: re.Match[str]) -> None:
    """Delete the line, and what hangs under it."""
    lines = _lines(told)
    at = told.line - 1
    depth = len(lines[at]) - len(lines[at].lstrip())
    end = next((n for n in range(at + 1, len(lines)) if len(lines[n]) - len(lines[n].lstrip()) <= depth), len(lines))
    _write(told, [*lines[:at], *lines[end:]])


def _drop_block(told: Told, found: re.Match[str]) -> None:
    """Delete a field with all that is under it, from its own line on or from one below."""
    lines = _lines(told)
    at = next(at for at in range(told.line - 1, -1, -1) if lines[at].strip().startswith(f"{found[1]}:"))
    _drop_line(told._replace(line=at + 1), found)


def _drop_value(told: Told, found: re.Match[str]) -> None:
    """Delete one item, of a list on one line or over several."""
    if not _change(
        told, lambda line: re.sub(rf"(?<=[\[,]) ?{re.escape(told.quoted)}(?:,|(?=\]))", "", line, flags=re.I)
    ):
        _drop_line(told, found)


def _drop_field(told: Told, found: re.Match[str]) -> bool:
    return _change(told, lambda line: "" if line.strip().startswith(f"{found[1]}:") else line)


def _quote(told: Told, found: re.Match[str]) -> bool:
    def quoted(line: str) -> str:
        start, value = re.fullmatch(r"(\s*(?:- )?(?:\w+: )?)(.*)", line).groups()  # type: ignore[union-attr]
        escaped = value.strip("'").replace("\\", "\\\\").replace('"', '\\"')
        return f'{start}"{escaped}"'

    return _change(told, quoted)


_PAIRS = {
    "fin": "debut", "heure_fin": "heure_debut", "jusqu_au": "a_partir_du", "valable_jusqu_au": "valable_du",
    "label_jusqu_au": "label_du",
}  # fmt: skip


def _swap(told: Told, found: re.Match[str]) -> bool:
    lines = _lines(told)
    name = lines[told.line - 1].strip().partition(":")[0]
    if name not in _PAIRS:
        return False
    (other,) = (at for at, line in enumerate(lines) if line.strip().startswith(f"{_PAIRS[name]}:"))
    values = [re.split(r"(?<=:) ", lines[at], maxsplit=1) for at in (told.line - 1, other)]
    lines[told.line - 1], lines[other] = f"{values[0][0]} {values[1][1]}", f"{values[1][0]} {values[0][1]}"
    _write(told, lines)
    return True


def _append(told: Told, found: re.Match[str]) -> None:
    file = told.file if "cette fiche" in told.hint else told.file.parents[1] / "metiers" / "exemple.yaml"
    file.write_text(f"{file.read_text(encoding='utf-8').rstrip()}\n{found[1]}\n", encoding="utf-8")


def _cut(told: Told, found: re.Match[str]) -> bool:
    return _change(told, lambda line: line[: -int(found[1])])


def _keep_one_version(told: Told, found: re.Match[str]) -> None:
    text = told.file.read_text(encoding="utf-8")
    kept = re.sub(r"<{7} .*\n([\s\S]*?)={7}\n[\s\S]*?>{7} .*\n", r"\1", text)
    told.file.write_text(kept, encoding="utf-8")


def _save_in_utf8(told: Told, found: re.Match[str]) -> bool:
    raw = told.file.read_bytes()
    if raw.startswith(b"\x89"):
        return False  # no editor opens a picture as text
    encoding = "utf-16" if b"\x00" in raw else "latin-1"
    told.file.write_bytes(raw.decode(encoding).encode())
    return True


def _function(told: Told, found: re.Match[str]) -> bool:
    if _replace(told, f"mailto:{told.quoted}", "contact:"):
        return True
    return _replace(told, told.quoted, "contact@exemple.fr")


def _tighten(told: Told, found: re.Match[str]) -> bool:
    link = re.fullmatch(r"(!?\[.*\]) ?\((.*)\)", told.quoted)
    if link is None:
        return False  # only its author knows where it leads
    text, target = link.groups()
    return _change(told, lambda line: line.replace(told.quoted, f"{text}({target.replace(' ', '')})"))


def _fill(told: Told, found: re.Match[str]) -> bool:
    """Write something into an empty field, whatever blanks it holds; a long text has them on the line below."""
    at = told.line if _lines(told)[told.line - 1].endswith("|") else told.line - 1
    pattern = r"&nbsp;$" if at == told.line else r"(?<=:)[\s\u200b]*(?:\"[\s\u200b]*\")?$"
    return _change(told._replace(line=at + 1), lambda line: re.sub(pattern, " Exemple", line))


def _example(told: Told, found: re.Match[str]) -> bool:
    """Write the example that the hint gives: it must be a right one."""
    return _replace(told, told.quoted, found[1])


def _sub(pattern: str, new: str) -> Rule:
    return lambda told, _: _change(told, lambda line: re.sub(pattern, new, line))


def _on_all_lines(old: str, new: str) -> Rule:
    return lambda told, _: _write(told, [line.replace(old, new) for line in _lines(told)])


RULES: tuple[tuple[str, Rule], ...] = (
    (r"^sortez|sortez cette copie de content/", _take_out),
    (r"^renommez-le (\S+)", _rename),
    (r"^déplacez-la dans (\w+)/$", _move),
    (r"^déplacez ses fichiers dans \w+/(?:, sauf (.*) :.*)?$", _empty),
    (r"^copiez le fichier lui-même", _copy_here),
    (r"^vouliez-vous dire « (.*?) »", _meant),
    (r"s’appelle maintenant « (.*) »", _meant),
    (r"^le \w+ s’écrit « (.*) »", _meant),
    (r"^existent : ([^\s,]+)", _meant),
    (r"^encore libres : (\w+)", _meant),
    (r"^corrigez-la : (\w), ", lambda told, found: _change(told, lambda line: re.sub(r"(?<=: )\w$", found[1], line))),
    (r"^écrivez (\d{4}-\d{2}-\d{2})$", _meant),
    (r"^retirez les guillemets : écrivez (\S+)$", _meant),
    (r"^écrivez « (\w+: .*) »$", lambda told, found: _change(told, lambda _: found[1])),
    (r"^écrivez ([A-Z]?\d+)\b", lambda told, found: _change(told, lambda line: re.sub(r"(?<=: )\S+$", found[1], line))),
    (r"^supprimez la ligne « \.\.\. »", lambda told, _: _write(told, [line for line in _lines(told) if line != "..."])),
    (r"^(?:supprimez|retirez) (?:la|cette) ligne|^gardez l’un des deux", _drop_line),
    (r"^supprimez le champ « (\w+) »", _drop_block),
    (r"^écrivez autre chose à la place", lambda told, _: _replace(told, told.quoted, "Autre exemple")),
    (r"^retirez « ([&*]\S+) »", lambda told, found: _change(told, lambda line: line.replace(f"{found[1]} ", ""))),
    (r"est déjà écrit, ligne \d+ : gardez l’un des deux", _drop_line),
    (r"^(?:retirez-la de « ou »|retirez-le de la liste)|: retirez celui-ci de la liste", _drop_value),
    (r"^retirez « (\w+) »", _drop_field),
    (r"^retirez « (#\S+) »", lambda told, found: _change(told, lambda line: line.replace(found[1], ""))),
    (r"^retirez les « \* »", _sub(r"\*", "")),
    (r"^retirez les « # »", _sub(r"# ", "")),
    (r"^commencez la ligne par « (#+) »", lambda told, found: _change(told, lambda line: re.sub(r"^#+", found[1], line))),
    (r"^écrivez https:// au lieu", _sub(r"\bhttp://", "https://")),
    (r"^ajoutez https:// devant", _sub(r"\bwww\.", "https://www.")),
    (r"^échangez les deux", _swap),
    (r"^remplacez les tabulations qui suivent les tirets", _on_all_lines("\t", " ")),
    (r"^remplacez les tabulations", _on_all_lines("\t", "  ")),
    (r"^remplacez(?:-la)? par (?:une |des )espaces? ordinaires?|^remplacez-la par une espace", _on_all_lines("\u00a0", " ")),
    (r"^écrivez « - », le tiret court", _on_all_lines("– ", "- ")),
    (r"^écrivez « - », le tiret du clavier", _sub(r"^(\s*)[-–—]\s?", r"\1- ")),
    (r"^ajoutez « ([\]}]) » à la fin", lambda told, found: _change(told, lambda line: line + found[1])),
    (r"^passez à la ligne avant le premier", _sub(r"^(\s*)(\w+): - ", r"\1\2:\n\1  - ")),
    (r"^doublez-la", lambda told, _: _change(told, lambda line: line.replace("\\", "\\\\"))),
    (r"^fermez-le à la fin", _sub(r"$", '"')),
    (r"^entourez (?:tout )?le texte de guillemets", _quote),
    (r"^ajoutez « (remplace: .*?) »", _append),
    (r"^écrivez (oui), ou non", _meant),
    (r"^nous sommes le (\d\d)/(\d\d)/(\d{4}) : corrigez", lambda told, found: _change(told, lambda line: re.sub(r"\d{4}-\d\d-\d\d", f"{found[3]}-{found[2]}-{found[1]}", line))),
    (r"retirez-en au moins (\d+)", _cut),
    (r"^choisissez l’une des deux versions", _keep_one_version),
    (r"^gardez une seule fiche", lambda told, _: _write(told, [*_lines(told)[: told.line - 1], ""])),
    (r"« Enregistrer sous »", _save_in_utf8),
    (r"retapez cette ligne", lambda told, _: told.file.write_bytes(re.sub(r"[\x07\u2028\x85\uffff]", " ", told.file.read_bytes().decode()).encode())),
    (r"^retirez-la, ou donnez une adresse de fonction", _function),
    (r"^retirez-le : un numéro", lambda told, _: _change(told, lambda line: line.replace(told.quoted, ""))),
    (r"^retirez les signes \*\*", _sub(r"\*\*|\[([^\]]*)\]\([^)]*\)", r"\1")),
    (r"^retirez-le, ou ajoutez le second", lambda told, _: _change(told, lambda line: line.replace('"', "", 1))),
    (r"^écrivez le texte sans balise", _sub(r"</?[a-z][^>]*>", "")),
    (r"^remplacez-le par des mots", lambda told, _: _change(told, lambda line: re.sub(rf"{re.escape(told.quoted)}|&#\d+;", "mot", line))),
    (r"^écrivez \[texte\]\(adresse\)", _tighten),
    (r"^écrivez !\[(.*)\]\((.*)\)$", lambda told, found: _change(told, lambda line: line.replace(f"![]({found[2]})", f"![{found[1]}]({found[2]})"))),
    (r"sur lesquels on clique : (\[(.*)\]\((.*)\))", lambda told, found: _change(told, lambda line: line.replace(f"[]({found[3]})", found[1]))),
    (r"^écrivez en une phrase", lambda told, _: _change(told, lambda line: line.replace(told.quoted, "Un exemple.") if told.quoted else line + " Un exemple.")),
    (r"^écrivez quelque chose$", _fill),
    (r"(?:comme|ressemble à|deux chiffres :) (\S+?)(?: ou \S+)?$", _example),
)  # fmt: skip
"""What a hint begins with or holds, and how it is followed; the first that fits."""
