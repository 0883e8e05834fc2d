"""What the real content promises as a whole: enough trades, each complete, and nothing that leads nowhere."""

from collections import Counter

from oma_builder.content import schema
from oma_builder.content.documents import Document
from oma_builder.content.kinds.metier import Metier
from tests.language.report import readings
from tests.language.texts import real_corpus


def trades() -> tuple[Document[Metier], ...]:
    return real_corpus().of(schema.METIERS)


def lacking(field: str, least: int) -> list[str]:
    """Return the trades whose list `field` has fewer than `least` items."""
    return [trade.id for trade in trades() if len(getattr(trade.entry, field)) < least]


def test_every_trade_has_the_length_of_a_page() -> None:
    assert {one.id: one.words for one in readings(real_corpus()) if not 250 <= one.words <= 450} == {}


def test_every_trade_is_complete() -> None:
    wanted = {"missions": 5, "competences": 5, "qualites": 3, "similaires": 2, "synonymes": 1, "mots_cles": 3}
    wanted |= {"matieres": 1, "employeurs": 2, "evolutions": 2}
    assert {field: found for field, least in wanted.items() if (found := lacking(field, least))} == {}
    assert [trade.id for trade in trades() if not trade.entry.conditions.contraintes] == []


def test_every_trade_names_its_rome_sheet_as_a_source() -> None:
    assert [
        trade.id
        for trade in trades()
        if not any("ROME" in source.titre and trade.entry.rome in source.titre for source in trade.entry.sources)
    ] == []


def test_twelve_sectors_hold_three_trades_each() -> None:
    held = Counter(trade.entry.secteur for trade in trades())
    assert held.keys() == {sector.id for sector in real_corpus().of(schema.SECTEURS)}
    assert len(held) == 12
    assert {sector: count for sector, count in held.items() if count < 3} == {}


def test_every_sector_has_its_face_and_its_federation() -> None:
    sectors = [document.entry for document in real_corpus().of(schema.SECTEURS)]
    assert [entry.nom for entry in sectors if not (entry.icone and entry.federation)] == []
    assert len({entry.couleur for entry in sectors}) == len(sectors)


def test_the_seven_publics_and_the_six_themes_have_their_pages() -> None:
    """The publics of the agreement (article 2) and Holland's themes."""
    publics = {document.id for document in real_corpus().of(schema.PUBLICS)}
    assert publics == {
        "eleves",
        "apprentis",
        "etudiants",
        "jeunes-en-decrochage",
        "stagiaires-greta",
        "entreprises",
        "personnels-education",
    }
    assert {document.entry.lettre for document in real_corpus().of(schema.INTERETS)} == set("RIASEC")


def test_every_theme_and_level_has_a_trade() -> None:
    assert {trade.entry.interets.principal for trade in trades()} == set("RIASEC")
    assert {trade.entry.niveau for trade in trades()} == {3, 4, 5, 6, 7}


def test_every_formation_leads_to_a_trade_or_follows_another() -> None:
    formations = real_corpus().of(schema.FORMATIONS)
    steps = [step for trade in trades() for path in trade.entry.etudes for step in path.etapes]
    used = {name for step in steps for name in (step.formation, *step.ou)}
    used |= {name for formation in formations for name in formation.entry.mene_a}
    assert {formation.id for formation in formations} - used == set()


def test_every_path_ends_at_the_level_of_the_trade_or_above() -> None:
    levels = {formation.id: formation.entry.niveau for formation in real_corpus().of(schema.FORMATIONS)}
    lowest = {
        trade.id: min(max(levels[step.formation] for step in path.etapes) for path in trade.entry.etudes)
        for trade in trades()
    }
    assert {
        trade.id: (trade.entry.niveau, lowest[trade.id]) for trade in trades() if lowest[trade.id] < trade.entry.niveau
    } == {}
