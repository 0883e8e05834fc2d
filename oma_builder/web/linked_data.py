"""What pages tell machines of themselves: JSON-LD in the words of schema.org.

Only properties that schema.org defines for a type; `tests/schema_org.json` holds them. Nothing is claimed that the
guide does not know, and a sample tells nothing: a machine would take it for true.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from oma_builder.content import reference
from oma_builder.guide import routes
from oma_builder.guide.events import Event
from oma_builder.guide.films import Film
from oma_builder.guide.formations import Formation
from oma_builder.guide.glossary import Glossary
from oma_builder.guide.metiers import Metier, Salary
from oma_builder.guide.publication import true_ones
from oma_builder.web.plain import plain_lines
from oma_builder.web.schedule import ends, starts
from oma_builder.web.views import PageView

Data = dict[str, Any]

_CONTEXT = "https://schema.org"
_TOLD = 5
"""How many skills and missions of a trade are told: the page has them all, and pages stay light."""

_DURATION = re.compile(r"(\d+)\s(an|mois)s?")
# In a script element only the text `</script` or `<!--` has a meaning; none is left, nor what old readers choke on.
_ESCAPES = {sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def of_page(page: PageView, address: str) -> Markup:
    """Return the script of a page of a site at `address`: the way to it, and what it tells of itself; empty where there is neither."""
    told = [*([trail(page, address)] if page.trail else []), *([page.linked_data] if page.linked_data else [])]
    return script(told[0] if len(told) == 1 else told) if told else Markup("")


def trail(page: PageView, address: str) -> Data:
    """Return the way from the home page to a page, itself included."""
    way = [*((link.title, link.route) for link in page.trail), (page.title, page.route)]
    steps = [
        {"@type": "ListItem", "position": place, "name": title, "item": {"@id": address + _path(route)}}
        for place, (title, route) in enumerate(way, 1)
    ]
    return {"@context": _CONTEXT, "@type": "BreadcrumbList", "itemListElement": steps}


def _path(route: str) -> str:
    """Return where a page is for search engines, as its `canonical` link says."""
    return "" if route == routes.HOME else route


def script(data: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> Markup:
    """Return the text of a `<script type="application/ld+json">`, which nothing in the data can close."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign, escape in _ESCAPES.items():
        text = text.replace(sign, escape)
    return Markup(text)  # noqa: S704 - no sign that HTML knows is left


def occupation(metier: Metier, address: str) -> Data:
    """Return a trade for a site at `address`, with the films that show it."""
    films = [_video(film, address) for film in true_ones(metier.films) if film.watched_online]
    return {
        "@context": _CONTEXT,
        "@type": "Occupation",
        "name": metier.title.both,
        "description": metier.hook,
        "url": address + metier.route,
        "occupationalCategory": _rome(metier),
        "skills": [*metier.skills[:_TOLD]],
        "responsibilities": [*metier.missions[:_TOLD]],
        "educationRequirements": f"Pour commencer les études : {metier.required}. Diplôme du métier : {metier.diploma}.",
        **({"estimatedSalary": _salary(metier.salary)} if metier.salary else {}),
        **({"subjectOf": films} if films else {}),
    }


def videos(films: Iterable[Film], address: str) -> Data | None:
    """Return the real films that a site at `address` plays, or None when there is none."""
    listed = [_video(film, address) for film in true_ones(films) if film.watched_online]
    return {"@context": _CONTEXT, "@graph": listed} if listed else None


def program(formation: Formation, address: str) -> Data:
    """Return a diploma for a site at `address`."""
    codes, lasts = formation.codes, _DURATION.fullmatch(formation.duration)
    return {
        "@context": _CONTEXT,
        "@type": "EducationalOccupationalProgram",
        "name": formation.title,
        "description": formation.about,
        "url": address + formation.route,
        **({"sameAs": codes.onisep_address} if codes and codes.onisep else {}),
        **({"timeToComplete": f"P{lasts[1]}{'Y' if lasts[2] == 'an' else 'M'}"} if lasts else {}),
        "educationalCredentialAwarded": {
            "@type": "EducationalOccupationalCredential",
            "name": formation.title,
            "educationalLevel": formation.level_label,
            **({"identifier": codes.rncp} if codes and codes.rncp else {}),
        },
    }


def agenda(events: Iterable[Event], address: str) -> Data | None:
    """Return the real events for a site at `address`, or None when there is none."""
    listed = [_event(event, address) for event in true_ones(events)]
    return {"@context": _CONTEXT, "@graph": listed} if listed else None


def glossary(words: Glossary, name: str, address: str) -> Data:
    """Return the words of the guide for a site at `address`, as a set called `name`."""
    return {
        "@context": _CONTEXT,
        "@type": "DefinedTermSet",
        "name": name,
        "url": address + routes.GLOSSARY,
        "dateModified": words.reviewed.isoformat(),
        "hasDefinedTerm": [
            {
                "@type": "DefinedTerm",
                "name": term.name,
                **({"alternateName": term.stands_for} if term.stands_for else {}),
                "description": term.definition,
                "url": address + term.route,
            }
            for term in words.terms
        ],
    }


def _rome(metier: Metier) -> Data:
    return {
        "@type": "CategoryCode",
        "codeValue": metier.rome_code,
        **({"name": metier.rome_label} if metier.rome_label else {}),
        "inCodeSet": {"@type": "CategoryCodeSet", "name": f"ROME 4.0, version {reference.ROME_VERSION}"},
    }


def _salary(salary: Salary) -> Data:
    """Return gross pay for a month, with the title of its source."""
    return {
        "@type": "MonetaryAmount",
        "currency": "EUR",
        "description": salary.source.title,
        "value": {
            "@type": "QuantitativeValue",
            "minValue": salary.beginner,
            **({"maxValue": salary.experienced} if salary.experienced else {}),
            "unitText": "MONTH",
        },
    }


def _video(film: Film, address: str) -> Data:
    """Return a film; its year alone is known, so that neither day of making nor of upload is claimed."""
    video, embedded = film.video, film.embedded
    source = (address if video.is_ours else "") + video.source if video and video.source else ""
    poster = video.poster_from(address) if video else ""
    return {
        "@type": "VideoObject",
        "name": film.title,
        "description": f"{film.metier.title.both} : {film.makers}",
        "url": address + film.route,
        **({"contentUrl": source, "encodingFormat": "video/mp4"} if source else {}),
        **({"embedUrl": embedded.player} if embedded and not source else {}),
        **({"thumbnailUrl": poster} if poster else {}),
        "duration": f"PT{film.seconds // 60}M{film.seconds % 60}S",
        "inLanguage": film.language,
        "copyrightYear": film.year,
        "transcript": film.transcript,
    }


def _event(event: Event, address: str) -> Data:
    end = ends(event)
    return {
        "@type": "Event",
        "name": event.title,
        "description": " ".join(plain_lines(event.body, address)),
        "url": address + event.route,
        **({"sameAs": event.address} if event.address else {}),
        "startDate": starts(event).isoformat(),
        **({"endDate": end.isoformat()} if end else {}),
        "eventStatus": f"{_CONTEXT}/EventScheduled",
        "location": {"@type": "Place", "name": event.place},
        "organizer": {"@type": "Organization", "name": event.organiser},
    }
