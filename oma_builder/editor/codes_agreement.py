"""The codes of problems with the approvals of both parties, and with their agreement."""

from oma_builder.editor.codes_reading import Code

_AGAIN = "Redonnez l’accord : `python build.py approve`. Voir [Faire approuver](#faire-approuver)."

AGREEMENT = (
    Code(
        "validation-inconnue",
        "Un nom de la liste `validations` n’est pas celui d’un dossier de fiches que l’on écrit.",
        "Prenez un dossier de `content/`, comme `metiers` ou `pages`.",
    ),
    Code(
        "partie-inconnue",
        "Un accord est rangé sous un nom qui n’est pas celui d’une des deux parties.",
        "Les accords sont dans `validations/medef/` et `validations/education/`, et nulle part ailleurs.",
    ),
    Code(
        "accord-sans-fiche",
        "Un accord porte sur une fiche qui n’existe pas, ou plus : supprimée, ou renommée depuis.",
        "Supprimez-le ; si la fiche a changé de nom, faites-la approuver à nouveau.",
        is_information=True,
    ),
    Code(
        "convention-future",
        "La convention serait signée après le jour où nous sommes.",
        "Corrigez la date dans `convention.yaml`, ou l’horloge de l’ordinateur.",
    ),
    Code(
        "convention-en-desordre",
        "Les dates de la convention ne se suivent pas : signature, puis avenants, puis dénonciation.",
        "Corrigez celle que le message désigne.",
    ),
    Code(
        "convention-a-terme",
        "La convention arrive à son terme dans moins de six mois. Sans rien faire, elle se renouvelle.",
        "Si l’une des parties veut la changer ou l’arrêter, parlez-en maintenant.",
        is_information=True,
    ),
    Code(
        "convention-denoncee",
        "Une partie a dénoncé la convention : elle prend fin, ou a pris fin, à la rentrée qui suit.",
        "Décidez de la suite avec les deux parties.",
        is_information=True,
    ),
    Code("accord-abime", "La copie que garde un accord ne se lit plus.", _AGAIN),
    Code("accord-retouche", "Un accord a été modifié à la main : il ne dit plus ce qui a été approuvé.", _AGAIN),
)

AGREEMENT_OF_RELEASE = (
    Code(
        "accord-manquant",
        "Un menu ou `site.yaml` donne une place à une fiche que les deux parties n’ont pas approuvée.",
        "Obtenez les deux accords, ou retirez-lui cette place.",
    ),
    Code(
        "convention-terminee",
        "La convention a pris fin : plus rien ne peut être diffusé au nom des deux parties.",
        "Une nouvelle est signée ? Mettez `convention.yaml` à jour.",
    ),
)
