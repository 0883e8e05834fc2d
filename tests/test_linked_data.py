"""Linked data: only words of schema.org, only what the guide knows, and nothing that closes its element."""

import datetime
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from oma_builder.guide import routes, vocabulary
from oma_builder.web import specimens
from oma_builder.web.linked_data import agenda, occupation, of_page, program, script, trail, videos
from oma_builder.web.pages import pages
from tests.guides import event, real_guide, rich_guide
from tests.tools import ROOT

ADDRESS = "https://oma.example/"
VOCABULARY = json.loads((ROOT / "tests" / "schema_org.json").read_text(encoding="utf-8"))
DAY, INSTANT = r"\d{4}-\d\d-\d\d", r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d"
LITERALS = {
    "Text": re.compile(r".+", re.DOTALL),
    "URL": re.compile(r"https://\S+"),
    "Date": re.compile(DAY),
    "DateTime": re.compile(INSTANT),
    "Duration": re.compile(r"P\d+[YM]|PT\d+M\d+S"),
    "EventStatusType": re.compile(f"https://schema\\.org/({'|'.join(VOCABULARY['eventStatus'])})"),
}
"""What a text must look like to be of a type of schema.org."""


def kinds(name: str) -> set[str]:
    """Return a type and all it is a kind of."""
    return {name}.union(*(kinds(parent) for parent in VOCABULARY["types"][name]["parents"]))


def defined(name: str) -> dict[str, list[str]]:
    """Return the properties of a type, its own and inherited, with the types they expect."""
    return {key: types for kind in kinds(name) for key, types in VOCABULARY["types"][kind]["properties"].items()}


def fits(value: object, types: list[str]) -> bool:
    match value:
        case {"@id": address, **rest} if not rest:
            return bool(LITERALS["URL"].fullmatch(address)) and "Thing" in types
        case dict():
            return not kinds(value["@type"]).isdisjoint(types)
        case str():
            return any(LITERALS[name].fullmatch(value) for name in types if name in LITERALS)
        case bool():
            return "Boolean" in types
        case int():
            return not {"Number", "Integer"}.isdisjoint(types)
    return False


def check(thing: dict[str, Any]) -> None:
    """Hold a thing, and all in it, against what schema.org defines."""
    known = defined(thing["@type"])
    for name, value in thing.items():
        if name in ("@type", "@context"):
            continue
        assert name in known, f"{thing['@type']} has no {name}"
        for one in value if isinstance(value, list) else [value]:
            assert fits(one, known[name]), f"{name} of {thing['@type']} is no {one!r}"
            if isinstance(one, dict) and "@type" in one:
                check(one)


@pytest.mark.parametrize(
    "wrong",
    [
        {"@type": "Occupation", "salary": "1850"},
        {"@type": "Occupation", "estimatedSalary": {"@type": "Place", "name": "Ici"}},
        {"@type": "Occupation", "occupationalCategory": {"@type": "CategoryCode", "code": "D1102"}},
        {"@type": "Event", "startDate": "demain"},
        {"@type": "Event", "eventStatus": "https://schema.org/EventMaybe"},
    ],
)
def test_check_can_fail(wrong: dict[str, Any]) -> None:
    with pytest.raises(AssertionError):
        check(wrong)


def test_trades_speak_schema_org() -> None:
    for metier in (*real_guide().metiers, rich_guide().metiers[0]):
        data = occupation(metier, ADDRESS)
        assert data["@context"] == "https://schema.org"
        check(data)
        assert data["url"] == f"{ADDRESS}metiers/{metier.id}.html"
        assert data["occupationalCategory"]["codeValue"] == metier.rome_code
        assert ("estimatedSalary" in data) == (metier.salary is not None)
        assert len(script(data).encode()) < 1400, metier.id


def test_salary_names_its_source() -> None:
    metier = rich_guide().metiers[0]
    data = occupation(metier, ADDRESS)
    assert data["estimatedSalary"] == {
        "@type": "MonetaryAmount",
        "currency": "EUR",
        "description": "Exemple d’enquête",
        "value": {"@type": "QuantitativeValue", "minValue": 1850, "maxValue": 2400, "unitText": "MONTH"},
    }
    assert metier.salary is not None
    unknown = occupation(replace(metier, salary=replace(metier.salary, experienced=None)), ADDRESS)
    assert unknown["estimatedSalary"]["value"] == {"@type": "QuantitativeValue", "minValue": 1850, "unitText": "MONTH"}


def test_diplomas_speak_schema_org() -> None:
    assert real_guide().formations
    for formation in real_guide().formations:
        data = program(formation, ADDRESS)
        assert data["@context"] == "https://schema.org"
        check(data)
        assert data["url"] == f"{ADDRESS}formations/{formation.id}.html"
        assert data["educationalCredentialAwarded"].get("identifier", "") == (
            formation.codes.rncp if formation.codes else ""
        )


def test_every_page_tells_the_way_to_it() -> None:
    guide = real_guide()
    for view in pages(guide):
        if not view.trail:
            continue
        data = trail(view, ADDRESS)
        check(data)
        steps = [(step["name"], step["item"]["@id"]) for step in data["itemListElement"]]
        assert steps[0] == ("Accueil", ADDRESS)
        assert steps[-1] == (view.title, ADDRESS + view.route)
        assert [step["position"] for step in data["itemListElement"]] == [*range(1, len(view.trail) + 2)]


def test_a_page_says_the_way_to_it_then_what_it_is_about() -> None:
    views = {view.route: view for view in pages(real_guide())}
    way, trade = json.loads(of_page(views[real_guide().metiers[0].route], ADDRESS))
    assert (way["@type"], trade["@type"]) == ("BreadcrumbList", "Occupation")
    assert json.loads(of_page(views[routes.SECTORS], ADDRESS))["@type"] == "BreadcrumbList"
    assert of_page(views[routes.NOT_FOUND], ADDRESS) == ""


def test_open_data_speak_schema_org() -> None:
    view = next(view for view in pages(real_guide()) if view.route == routes.OPEN_DATA)
    assert view.linked_data
    for one in view.linked_data["@graph"]:
        check(one)
    assert {one["license"] for one in view.linked_data["@graph"]} == {
        vocabulary.LICENCES[code] for code in ("CC-BY-4.0", "etalab-2.0")
    }


@pytest.mark.parametrize(
    ("duration", "told"),
    [
        ("2\u00a0ans", "P2Y"),
        ("1 an", "P1Y"),
        ("18\u00a0mois", "P18M"),
        ("De 10 à 24\u00a0mois", None),
        ("Environ 1 an", None),
    ],
)
def test_only_a_certain_duration_is_told(duration: str, told: str | None) -> None:
    formation = replace(real_guide().formations[0], duration=duration)
    assert program(formation, ADDRESS).get("timeToComplete") == told


def test_films_speak_schema_org_where_the_site_plays_them() -> None:
    played = next(specimens._films())
    film = replace(played, route="metiers/exemple.html#film-lu", is_sample=False)
    assert videos((played,), ADDRESS) is None, "a sample tells nothing"
    assert videos((replace(film, media=frozenset({"hors-ligne"})),), ADDRESS) is None
    data = videos((film,), ADDRESS)
    assert data is not None
    (told,) = data["@graph"]
    check(told)
    assert told["contentUrl"] == f"{ADDRESS}films/exemple.mp4"
    assert told["duration"] == "PT1M30S"
    metier = replace(rich_guide().metiers[0], films=(film,))
    assert occupation(metier, ADDRESS)["subjectOf"] == [told]
    check(occupation(metier, ADDRESS))


def test_events_speak_schema_org() -> None:
    summer = datetime.date(2027, 6, 15)
    events = (
        event(last=datetime.date(2027, 1, 15)),
        event("ete", first=summer, last=summer, begins="09:00", ends="17:30", address="https://exemple.example/forum"),
        event("hiver", begins="09:00"),
        event("faux", is_sample=True),
    )
    data = agenda(events, ADDRESS)
    assert data is not None
    for one in data["@graph"]:
        check(one)
    days, hours, open_end = data["@graph"]
    assert (days["startDate"], days["endDate"]) == ("2027-01-14", "2027-01-15")
    assert (hours["startDate"], hours["endDate"]) == ("2027-06-15T09:00:00+02:00", "2027-06-15T17:30:00+02:00")
    assert open_end["startDate"] == "2027-01-14T09:00:00+01:00"
    assert "endDate" not in open_end
    assert hours["sameAs"] == "https://exemple.example/forum"
    assert days["organizer"] == {"@type": "Organization", "name": "Exemple d’organisme"}
    assert all("eventAttendanceMode" not in one for one in data["@graph"])


def test_samples_alone_tell_nothing() -> None:
    assert agenda([event(is_sample=True)], ADDRESS) is None
    assert agenda([], ADDRESS) is None


class _Scripts(HTMLParser):
    """Gathers the text of the first script element, and of everything after it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.feed(page)
        self.close()

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


HOSTILE = ["</script>", "</SCRIPT ", "<!--", "-->", "<script>", "]]>", "&lt;", "\u2028", "\u2029", "\\", '"', "é"]
TEXTS = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=5), max_size=6).map("".join)


@settings(max_examples=50)
@given(st.dictionaries(TEXTS, TEXTS | st.lists(TEXTS) | st.integers() | st.dictionaries(TEXTS, TEXTS), max_size=4))
def test_nothing_closes_the_element(data: dict[str, Any]) -> None:
    made = script(data)
    assert isinstance(made, Markup)
    assert not re.search("[<>&\u2028\u2029]", made)
    assert json.loads(made) == data
    assert "".join(_Scripts(f"<script type='application/ld+json'>{made}</script>").texts) == made


def test_hostile_text_is_escaped_as_expected() -> None:
    assert script({"name": "</script><!-- & \u2028"}) == r'{"name":"\u003c/script\u003e\u003c!-- \u0026 \u2028"}'
