"""An approval is of what a document says: whatever else changes, it stands; a word, and it does not."""

import datetime
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from oma_builder.cli.main import cli
from oma_builder.content import documents, loader, parser, persons, schema
from oma_builder.content.kinds.validation import as_lines, from_lines
from oma_builder.content.loader import Corpus
from oma_builder.content.wording import digest_of
from oma_builder.guide import approvals, publication
from oma_builder.problems import BuildError
from oma_builder.stewardship import approving
from oma_builder.stewardship.differences import Difference, differences
from tests.built import FULL
from tests.tools import MINIMAL
from tests.written import MODELS, filled

DAY = datetime.date(2026, 11, 29)
TRADE = (MINIMAL / "metiers" / "exemple.yaml").read_text(encoding="utf-8")
DIGEST = "a36e49f6c9f905d303c39ca9f0a280d8ee08db59bf3a28e3b0d21a167da04207"
"""What parties have put their agreement to. When a test says that it is another, the program is wrong, never these digits."""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Return the minimal content, whose trades and sectors need an agreement."""
    copy = Path(shutil.copytree(MINIMAL, tmp_path / "content"))
    with (copy / "site.yaml").open("a", encoding="utf-8") as site:
        site.write("validations: [metiers, secteurs]\n")
    return copy


def corpus(content: Path) -> Corpus:
    return loader.load(content, 1).value


def run(content: Path, *words: str, said: str | None = None) -> Result:
    return CliRunner().invoke(cli, [*words, "--content", str(content), "--today", DAY.isoformat()], input=said)


def agree(content: Path, *names: str, party: str = "medef", by: str = "déléguée régionale") -> Result:
    return run(content, "approve", *names, "--party", party, "--by", by, "--oui")


def states(content: Path) -> dict[str, tuple[str, ...]]:
    listed = approvals.link_approvals(corpus(content))
    return {f"{one.kind}/{one.id}": tuple(agreement.state for agreement in one.agreements) for one in listed}


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def meaning_of(text: str) -> dict[str, Any]:
    document, problems = documents.read(text.encode(), "content/metiers/exemple.yaml", "exemple", schema.METIERS)
    assert isinstance(document, documents.Document), problems
    return dict(approvals.meaning(schema.METIERS, document, {}))


def test_the_digest_is_the_one_that_approvals_hold() -> None:
    assert digest_of(meaning_of(TRADE)) == DIGEST


@given(st.randoms(use_true_random=False), st.sampled_from(["\n", "\r\n"]), st.integers(2, 6), st.booleans())
def test_layout_is_no_part_of_what_is_approved(random: Any, ends: str, indent: int, quoted: bool) -> None:
    """The same fields in any order, indented and quoted in any way, with remarks: still what was approved."""

    def shuffled(value: Any) -> Any:
        if isinstance(value, dict):
            names = random.sample(sorted(value), len(value))
            return {name: shuffled(value[name]) for name in names}
        return [shuffled(part) for part in value] if isinstance(value, list) else value

    parsed, _ = parser.parse_yaml(TRADE, "content/metiers/exemple.yaml")
    assert parsed
    style = '"' if quoted else None
    text = yaml.safe_dump(
        shuffled(parsed.data), allow_unicode=True, sort_keys=False, indent=indent, default_style=style
    )
    remarked = re.sub(r'^(?="?[a-z_]+"?:)', "# Une remarque, avec une virgule.\n", text, flags=re.MULTILINE)
    assert remarked != text
    assert digest_of(meaning_of(remarked.replace("\n", ends))) == DIGEST


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Un métier d'exemple.", "Un  métier d’exemple."),
        ("revu_le: 2026-11-23", "revu_le: 2026-11-23\npublication:\n  etat: brouillon"),
        ("revu_le: 2026-11-23", "revu_le: 2026-11-23\nmots_cles: []\nexemple: non"),
        ("accroche: Un", "# Une remarque, puis une autre.\naccroche: Un"),
    ],
    ids=["typography", "days", "defaults", "remarks"],
)
def test_what_says_the_same_is_the_same(old: str, new: str) -> None:
    text = TRADE.replace(old, new).replace("exemple: non\n", "")
    assert digest_of(meaning_of(text)) == DIGEST


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Un métier d'exemple.", "Un métier, d'exemple."),
        ("niveau: 3", "niveau: 4"),
        ("  - Premier exemple de mission\n  - Deuxième exemple de mission\n", "  - Deuxième exemple de mission\n  - Premier exemple de mission\n"),
        ("revu_le: 2026-11-23", "revu_le: 2026-11-22"),
    ],
    ids=["comma", "number", "order", "review"],
)  # fmt: skip
def test_what_says_something_else_is_another(old: str, new: str) -> None:
    assert old in TRADE
    assert digest_of(meaning_of(TRADE.replace(old, new))) != DIGEST


@pytest.mark.parametrize("kind", [kind for kind in schema.KINDS if not kind.written_by], ids=lambda kind: kind.name)
def test_every_word_of_every_kind_is_part_of_what_is_approved(kind: Any) -> None:
    """A field that is not digested could be changed behind the back of both parties."""
    names = dict.fromkeys(MODELS, ("exemple",)) | {"territoires": ("haute-garonne",)}

    def said(start: str) -> dict[str, Any]:
        entry = kind.model.model_validate(filled(kind.name, lambda name, _: f"{start} {name}.", names))
        document: documents.Document[Any] = documents.Document("exemple", "content/x", entry, documents.packed({}), {})
        return dict(approvals.meaning(kind, document, {}))

    one, other = said("Exemple"), said("Essai")
    written = filled(kind.name, lambda name, _: f"Exemple {name}.", names)
    entry = kind.model.model_validate(written)
    silent = {name for name, field in kind.model.model_fields.items() if getattr(entry, name) == field.default}
    assert one.keys() | silent | {"publication", "autorisations"} >= kind.model.model_fields.keys()
    assert digest_of(one) != digest_of(other)


def test_a_picture_is_part_of_what_is_approved(content: Path) -> None:
    agree(content, "secteurs/exemple")
    assert states(content)["secteurs/exemple"] == ("approuve", "attendu")
    edit(content / "images" / "exemple.svg", "<svg", "<!-- un autre dessin --><svg")
    assert states(content)["secteurs/exemple"] == ("a-revalider", "attendu")
    shown = run(content, "approve", "secteurs/exemple", "--party", "medef", "--diff").output
    assert "  images/exemple.svg\n    fichier : le fichier a changé\n" in shown


def test_captions_are_part_of_what_is_approved_and_rights_are_not(tmp_path: Path) -> None:
    content = Path(shutil.copytree(FULL, tmp_path / "content"))
    edit(content / "site.yaml", "validations: [publics]", "validations: [films]")
    agree(content, "films/exemple")
    film = content / "films" / "exemple.yaml"
    film.write_text(film.read_text(encoding="utf-8").replace("etat: valable", "etat: retiree"), encoding="utf-8")
    assert states(content)["films/exemple"] == ("approuve", "attendu")
    captions = film.with_suffix(".vtt")
    captions.write_text(captions.read_text(encoding="utf-8").rstrip() + " Un mot.\n", encoding="utf-8")
    assert states(content)["films/exemple"] == ("a-revalider", "attendu")


def test_what_is_kept_is_what_was_said() -> None:
    said = meaning_of(TRADE)
    assert from_lines(as_lines(said)) == said


def test_both_parties_agree_to_the_same_words_or_to_none(content: Path) -> None:
    agree(content, "metiers/exemple")
    edit(content / "metiers" / "exemple.yaml", "Un métier", "Un beau métier")
    agree(content, "metiers/exemple", party="education", by="rectrice")
    assert states(content)["metiers/exemple"] == ("a-revalider", "approuve")
    hidden = {(one.kind, one.id): one for one in publication.withheld(corpus(content), DAY, for_release=True)}
    assert hidden["metiers", "exemple"].told == (
        "MEDEF\u00a0: à revalider (accord du 29 novembre 2026)\u202f; Région académique\u00a0: approuvée le 29 novembre 2026"
    )


def test_an_approval_changed_by_hand_is_of_nothing(content: Path) -> None:
    agree(content, "metiers/exemple")
    file = content / "validations" / "medef" / "metiers" / "exemple.yaml"
    edit(content / "metiers" / "exemple.yaml", "Un métier", "Un beau métier")
    now = digest_of(meaning_of((content / "metiers" / "exemple.yaml").read_text(encoding="utf-8")))
    edit(file, DIGEST, now)
    assert states(content)["metiers/exemple"] == ("a-revalider", "attendu")


def test_changes_are_told_field_by_field() -> None:
    before = {
        "accroche": "Un métier.",
        "missions": ["a", "b", "c"],
        "titre": {"feminin": "Soudeuse"},
        "niveau": 3,
        "vieux": True,
    }
    after = {
        "accroche": "Un  métier.",
        "missions": ["a", "c", "d"],
        "titre": {"feminin": "Soudeure"},
        "niveau": 3,
        "neuf": "x",
    }
    assert differences(before, after) == (
        Difference("missions", "retiré", "b"),
        Difference("missions", "ajouté", "d"),
        Difference("titre › feminin", "avant", "Soudeuse"),
        Difference("titre › feminin", "maintenant", "Soudeure"),
        Difference("vieux", "retiré", "oui"),
        Difference("neuf", "ajouté", "x"),
    )
    assert differences({"t": "Un.\n\nDeux.\n"}, {"t": "Un.\n\nTrois.\n"}) == (
        Difference("t", "avant", "Deux."),
        Difference("t", "maintenant", "Trois."),
    )


@given(st.dictionaries(st.text("abc", min_size=1), st.recursive(st.text() | st.integers(), st.lists)))
def test_nothing_is_told_of_what_did_not_change(said: dict[str, Any]) -> None:
    assert differences(said, said) == ()


@pytest.mark.parametrize(
    "function",
    ["Jeanne Exemple", "déléguée régionale, Jeanne EXEMPLE", "J. Exemple", "Mme Exemple", "monsieur Exemple", "prenom.nom@exemple.fr"],
)  # fmt: skip
def test_whoever_is_named_is_refused(function: str, content: Path) -> None:
    done = agree(content, "metiers/exemple", by=function)
    assert done.exit_code == 2
    assert "semble nommer une personne : donnez la fonction" in done.output
    assert not (content / "validations").exists()


@pytest.mark.parametrize(
    "function",
    [
        "déléguée régionale",
        "Délégué général du MEDEF Occitanie",
        "Rectrice de la région académique Occitanie",
        "Directeur académique des services de l’Éducation nationale",
        "Commission métiers du MEDEF Haute-Garonne",
        "DRAIO",
    ],
)
def test_a_function_is_no_person(function: str) -> None:
    assert persons.named_in(function) == ""


def test_many_are_approved_at_once_after_a_summary(content: Path) -> None:
    unread = run(content, "approve", "*/*", "--party", "medef", "--by", "déléguée régionale")
    assert isinstance(unread.exception, BuildError)
    assert unread.output.endswith("Accord du MEDEF sur 2 fiches : 2 à approuver.\n")
    assert not (content / "validations").exists()
    done = run(content, "approve", "--secteur", "exemple", "--party", "medef", "--by", "déléguée régionale", "--oui")
    assert done.exit_code == 0
    assert states(content) == {"metiers/exemple": ("approuve", "attendu"), "secteurs/exemple": ("approuve", "attendu")}
    again = agree(content, "*/*")
    assert again.output.endswith("Accord du MEDEF sur 2 fiches : 2 déjà d’accord, rien à faire.\n")


@pytest.mark.parametrize(
    ("names", "sector", "message", "hint"),
    [
        (["metiers/exempel"], "", "aucune fiche ne s’appelle « metiers/exempel »", "vouliez-vous dire « metiers/exemple » ?"),
        (["exemple"], "", "plusieurs fiches s’appellent « exemple »", "dites laquelle : metiers/exemple, secteurs/exemple"),
        (["pages/exemple"], "", "« pages/exemple » n’a pas besoin d’un accord", "pour qu’il en faille un"),
        ([], "bois", "aucun secteur ne s’appelle « bois »", "existent : exemple"),
    ],
)  # fmt: skip
def test_what_cannot_be_approved_is_told(names: list[str], sector: str, message: str, hint: str, content: Path) -> None:
    with pytest.raises(BuildError) as refused:
        approving.chosen(corpus(content), names, sector)
    assert (refused.value.message, refused.value.hint[: len(hint)]) == (message, hint)


def test_an_unknown_party_is_refused(content: Path) -> None:
    assert agree(content, "metiers/exemple", party="rectorat").exit_code == 2


def test_a_document_with_mistakes_is_approved_by_nobody(content: Path) -> None:
    edit(content / "metiers" / "exemple.yaml", "niveau: 3", "nivau: 3")
    done = agree(content, "metiers/exemple")
    assert isinstance(done.exception, BuildError)
    assert done.exception.message == "ces fiches ne se lisent pas encore : metiers/exemple"
    swept = agree(content, "*/*")
    assert swept.output.startswith("Laissées de côté, avec des erreurs ou pas finies : metiers/exemple.\n")
    assert states(content) == {"secteurs/exemple": ("approuve", "attendu")}
    assert run(content, "status").output.endswith("1 fiche en erreur, pas comptées : python build.py check\n")


def test_status_says_what_comes_next(content: Path) -> None:
    agree(content, "*/*")
    agree(content, "metiers/exemple", party="education", by="rectrice")
    assert run(content, "status").output == (
        "Fiche             MEDEF      Région académique  Dernier accord  À faire\n"
        "metiers/exemple   approuvée  approuvée          aujourd’hui     rien : elle peut être diffusée\n"
        "secteurs/exemple  approuvée  attendue           aujourd’hui     à approuver : Région académique\n"
        "2 fiches à faire approuver, 1 avec les deux accords.\n"
    )
    (first, second) = json.loads(run(content, "status", "--format", "json").output)
    assert first["accords"]["education"] == {"etat": "approuve", "date": "2026-11-29", "fonction": "rectrice"}
    assert (second["fiche"], second["jours"], second["a_faire"]) == (
        "secteurs/exemple",
        0,
        "à approuver : Région académique",
    )


def test_without_a_kind_to_approve_nothing_is_asked_of_anybody() -> None:
    assert "Aucun dossier ne demande l’accord" in run(MINIMAL, "status").output
    assert publication.withheld(corpus(MINIMAL), DAY, for_release=True) == ()


def test_what_has_no_place_of_its_own_stamps_no_other() -> None:
    """An actor stands on the pages of others, a film on that of its trade: neither makes a draft of a whole book."""
    waiting = approvals.Approval("acteurs", "exemple", (approvals.Agreement("medef", "attendu"),))
    event = approvals.Approval("evenements", "exemple", (approvals.Agreement("medef", "attendu"),))
    assert approvals.awaiting((waiting, event)) == {"agenda.html#evenement-exemple": "evenement-exemple"}


def test_a_copy_that_is_nested_beyond_reason_is_damaged(content: Path) -> None:
    agree(content, "metiers/exemple")
    file = content / "validations" / "medef" / "metiers" / "exemple.yaml"
    edit(file, "niveau = 3", f"niveau = {'[' * 100_000}{']' * 100_000}")
    assert [problem.code for problem in loader.load(content, 1).problems] == ["accord-abime"]
