"""Where every document stands on its way to the agreement of both parties: since when, and what comes next."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from oma_builder.content.parties import PARTIES
from oma_builder.guide.approvals import Agreement, Approval
from oma_builder.problems import plural
from oma_builder.project import Withheld


@dataclass(frozen=True, slots=True)
class Row:
    """One document: where the parties stand, the days since the last agreement (none: there is none), and what comes next."""

    name: str
    agreements: tuple[Agreement, ...]
    age: int | None
    next_step: str


def rows(approvals: Iterable[Approval], withheld: Iterable[Withheld], today: datetime.date) -> tuple[Row, ...]:
    """Return a row for each document that needs an agreement; one that is not to be shown says so."""
    hidden = {f"{one.kind}/{one.id}": one for one in withheld if one.why != "accord"}
    return tuple(_row(approval, hidden.get(f"{approval.kind}/{approval.id}"), today) for approval in approvals)


def _row(approval: Approval, hidden: Withheld | None, today: datetime.date) -> Row:
    days = [agreement.date for agreement in approval.agreements if agreement.date]
    name = f"{approval.kind}/{approval.id}"
    return Row(
        name, approval.agreements, (today - max(days)).days if days else None, _next_step(name, approval, hidden)
    )


def _next_step(name: str, approval: Approval, hidden: Withheld | None) -> str:
    missing = [agreement for agreement in approval.agreements if agreement.state != "approuve"]
    if not missing:
        return _HIDDEN[hidden.why] if hidden else "rien : elle peut être diffusée"
    if hidden and hidden.why == "brouillon":
        return "la terminer, puis la faire approuver"
    parties = " et ".join(PARTIES[agreement.party].name for agreement in missing)
    again = all(agreement.state == "a-revalider" for agreement in missing)
    return f"à {'revalider' if again else 'approuver'} : {parties}"


_HIDDEN = {
    "brouillon": "approuvée, mais en brouillon : la publier",
    "a-venir": "rien : elle se montrera à sa date",
    "expire": "approuvée, mais son temps est passé : la mettre à jour",
    "droits": "approuvée, mais sans autorisation",
    "secteur": "approuvée, mais son secteur n’est pas montré",
}


def as_table(listed: Iterable[Row]) -> str:
    """Return the rows as a table to read, then how many are ready."""
    shown = tuple(listed)
    cells = [("Fiche", *(party.name for party in PARTIES.values()), "Dernier accord", "À faire"), *map(_cells, shown)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    ready = sum(all(agreement.state == "approuve" for agreement in row.agreements) for row in shown)
    return "\n".join((*lines, f"{plural(len(shown), 'fiche')} à faire approuver, {ready} avec les deux accords."))


_STATES = {"approuve": "approuvée", "a-revalider": "à revalider", "attendu": "attendue"}


def _cells(row: Row) -> tuple[str, ...]:
    age = "jamais" if row.age is None else "aujourd’hui" if row.age == 0 else f"il y a {plural(row.age, 'jour')}"
    return (row.name, *(_STATES[agreement.state] for agreement in row.agreements), age, row.next_step)


def as_data(listed: Iterable[Row]) -> list[dict[str, Any]]:
    """Return the rows as data for other programs."""
    return [
        {
            "fiche": row.name,
            "accords": {
                agreement.party: {
                    "etat": agreement.state,
                    "date": agreement.date.isoformat() if agreement.date else None,
                    "fonction": agreement.function or None,
                }
                for agreement in row.agreements
            },
            "jours": row.age,
            "a_faire": row.next_step,
        }
        for row in listed
    ]
