"""A printed edition, as it was recorded: `content/editions/<id>.yaml`, made by `python build.py record`."""

from typing import Annotated

from pydantic import Field

from oma_builder.content.fields import Date, Fingerprint, Fingerprints, Label, Sentence, ShortCode, Slug
from oma_builder.content.kinds.base import Author, Distinct
from oma_builder.content.numbers import Pages


class PrintedMetier(Author):
    """One trade as an edition prints it. It is named, not referred to: it may be gone since."""

    metier: Slug = Field(description="le nom de la fiche, ce jour-là")
    titre: Sentence = Field(description="le nom du métier, ce jour-là, aux deux genres")
    code_court: ShortCode = Field(description="la fin de son adresse courte : `m/7kq2m`")
    page: Pages = Field(description="sa première page dans cette édition")
    champs: Fingerprints = Field(description="l’empreinte de ce que disait chaque champ")
    films: Distinct[Slug] = Field((), description="les films d’élèves que nomme sa fiche")


class Edition(Author):
    """One printed edition: what it was called, and what it said."""

    nom: Label = Field(description="le nom de l’édition, comme dans `site.yaml`")
    date: Date = Field(description="le jour où elle a été enregistrée")
    empreinte: Fingerprint = Field(description="l’empreinte de tout ce qu’elle imprime, celle de sa dernière page")
    pages: Pages = Field(description="le nombre de ses pages")
    metiers: Annotated[tuple[PrintedMetier, ...], Field(min_length=1)] = Field(description="ses métiers")
