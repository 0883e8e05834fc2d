"""Whether the pages that the guide leads to still answer, as far as `links` has asked them in the last year."""

from collections.abc import Collection, Mapping

from oma_builder.stewardship.report_tables import Section, Table
from oma_builder.stewardship.visits import Answer

AGE = 366
"""Days for which an answer counts in a report."""


def external_links(addresses: Collection[str], answers: Mapping[str, Answer]) -> Section:
    """Return how many addresses of others gave which of the `answers` that are remembered: the good ones alone are."""
    moved = sum(answer.state == "deplacee" for answer in answers.values())
    silent = len(addresses) - len(answers)
    rows = (
        ("Bonne réponse", len(answers) - moved),
        ("Page déplacée pour de bon", moved),
        ("Aucune bonne réponse connue", silent),
    )
    asked = (
        "Les réponses viennent de la commande « python build.py links », qui ne garde que les bonnes : les autres sont à demander de"
        " nouveau, ou à regarder à la main."
        if answers
        else "Aucune n’a été contrôlée dans l’année : lancez « python build.py links », puis refaites ce bilan."
    )
    table = Table(
        "liens", "Les adresses d’autres sites", ("Réponse", "Adresses"), rows, "", 0, ("Ensemble", len(addresses))
    )
    words = (f"Le guide mène à {len(addresses)} adresses d’autres sites.", asked)
    return Section("liens", "Les liens vers d’autres sites", words, (table,) if answers else ())
