"""How far both parties have agreed to what the guide says (art. 10)."""

from collections import Counter
from collections.abc import Iterable

from oma_builder.content.parties import PARTIES
from oma_builder.content.schema import KINDS
from oma_builder.guide.approvals import Approval
from oma_builder.guide.model import Guide
from oma_builder.stewardship.report_tables import Row, Section, Table, sums


def approvals(guide: Guide) -> Section:
    """Return how many documents of each kind both parties approved, and what each has to look at."""
    asked = tuple(kind for kind in KINDS if any(one.kind == kind.name for one in guide.approvals))
    rows = tuple(_row(kind.heading, [one for one in guide.approvals if one.kind == kind.name]) for kind in asked)
    columns = (
        "Sorte de fiche",
        "À approuver",
        "Approuvées par les deux",
        *(f"{party.name}\u00a0: {state}" for party in PARTIES.values() for state in ("à revalider", "accord attendu")),
    )
    table = Table("accords", "Les accords des deux parties", columns, rows, "", 0, sums(rows, "Ensemble"))
    words = () if rows else ("Aucune fiche ne demande d’accord : « validations », dans site.yaml, est vide ou absent.",)
    complete = sum(one.is_complete for one in guide.approvals)
    key = (("Fiches approuvées par les deux parties", complete),) if rows else ()
    return Section("accords", "Les accords", words, (table,) if rows else (), key)


def _row(name: str, of_kind: Iterable[Approval]) -> Row:
    told = tuple(of_kind)
    states = Counter((agreement.party, agreement.state) for one in told for agreement in one.agreements)
    counts = (states[party, state] for party in PARTIES for state in ("a-revalider", "attendu"))
    return (name, len(told), sum(one.is_complete for one in told), *counts)
