"""What the real content promises beside its trades: a face for each sector, the publics of the agreement, the six themes."""

from oma_builder.content import schema
from tests.language.texts import real_corpus


def test_every_sector_has_its_face_and_its_federation() -> None:
    sectors = [document.entry for document in real_corpus().of(schema.SECTEURS)]
    assert [entry.nom for entry in sectors if not (entry.icone and entry.federation)] == []
    assert len({entry.couleur for entry in sectors}) == len(sectors)


def test_the_publics_and_the_six_themes_have_their_pages() -> None:
    """The seven publics of the agreement (article 2) and our own, families; Holland's themes."""
    publics = {document.id for document in real_corpus().of(schema.PUBLICS)}
    assert publics == {
        "eleves",
        "apprentis",
        "etudiants",
        "jeunes-en-decrochage",
        "stagiaires-greta",
        "entreprises",
        "personnels-education",
        "familles",
    }
    assert {document.entry.lettre for document in real_corpus().of(schema.INTERETS)} == set("RIASEC")
