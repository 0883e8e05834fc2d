"""Typographic rules that a published French text keeps: what `content/typography.py` makes, and what it cannot mend.

Source: Imprimerie nationale, *Lexique des règles typographiques en usage dans l'imprimerie*.
"""

import re

_FAULTS = {
    "apostrophe droite": r"\w'|'\w",
    "guillemets droits": r'"',
    "guillemets anglais": r"[“”„]",
    "« ouvert sans espace insécable": r"«(?!\u00a0)",
    "» fermé sans espace insécable": r"(?<!\u00a0)»",
    "espace sécable avant ; ! ? ou :": r"\S [;!?:](?!\w)",
    "rien avant ; ! ? ou :": r"[\w»)…%€][;!?:](?=\s|$)",
    "deux espaces": r"[ \u00a0\u202f]{2}",
    "points de suspension en plusieurs signes": r"\.\.",
    "espace avant , ou .": r"\s[,.](?!\w)",
    "rien après , ou ;": r"[^\W\d_][,;][^\W\d_]",
    "espace à l’intérieur d’une parenthèse": r"\(\s|\s\)",
    "nombre séparé de son unité par une espace sécable": r"\d (?:[€%]|h\b)",
}


def faults(text: str) -> list[tuple[str, str]]:
    """Return each rule that a text breaks, with what stands there."""
    return [
        (rule, text[max(0, found.start() - 15) : found.end() + 15])
        for rule, pattern in _FAULTS.items()
        for found in re.finditer(pattern, text)
    ]
