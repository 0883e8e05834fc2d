"""The agenda as a calendar: read back by the library, on the days when clocks change too."""

import datetime
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from oma_builder import pipeline
from oma_builder.content import loader
from oma_builder.content.markdown import Rules, parse
from oma_builder.guide import routes
from oma_builder.guide.events import Event
from oma_builder.guide.values import Link, Source
from oma_builder.project import Project
from oma_builder.web.calendar import calendar
from oma_builder.web.plain import plain_lines
from tests.built import TODAY
from tests.guides import BARE, SOURCE, event, real_guide
from tests.tools import MINIMAL, ROOT

UTC = datetime.UTC
SPRING = datetime.date(2027, 3, 28)
"""The day on which clocks skip from two to three."""


def made(*events: Event) -> bytes:
    return calendar(replace(real_guide(), events=events)).content


def read(*events: Event) -> icalendar.Calendar:
    found = icalendar.Calendar.from_ical(made(*events))
    assert isinstance(found, icalendar.Calendar)
    assert not found.errors
    return found


def only(one: Event) -> icalendar.Event:
    (found,) = read(one).events
    assert not found.errors
    return found


def test_calendar_names_itself() -> None:
    found = read(event())
    assert calendar(real_guide()).route == routes.CALENDAR
    assert found["version"] == "2.0"
    assert found["prodid"] == "-//OMA Builder//Agenda//FR"
    assert found["name"] == found["x-wr-calname"] == f"{real_guide().site.title} – Agenda"
    assert "method" not in found  # RFC 5546: publishing needs an organizer with an address


def test_event_has_what_rfc_5545_asks_for() -> None:
    linked = event(sectors=(Link("Numérique", routes.sector("numerique")),), address="https://exemple.example/forum")
    found = only(linked)
    assert found["summary"] == "Forum des métiers"
    assert found["location"] == "Exemple de lieu"
    assert found["url"] == f"{real_guide().site.address}agenda.html#{linked.route.partition('#')[2]}"
    assert found.categories == ["Forum", "Numérique"]
    assert found["description"].split("\n") == [
        "Un exemple.",
        "",
        "Organisation\u00a0: Exemple d’organisme",
        "https://exemple.example/forum",
    ]
    assert "organizer" not in found


def test_stamp_is_the_day_of_the_latest_source() -> None:
    found = only(event(sources=(BARE, SOURCE, Source("Vieille source", "", datetime.date(2020, 1, 1)))))
    assert found.DTSTAMP == found.last_modified == datetime.datetime(2026, 9, 2, tzinfo=UTC)


def test_event_stays_the_same_one_after_any_change() -> None:
    """Only its identifier makes its UID: neither its day, nor its words, nor the site's address."""
    moved = replace(real_guide().site, address="https://ailleurs.example/")
    changed = event(first=SPRING, last=SPRING, begins="09:00", title="Autre nom", place="Ailleurs", sources=(SOURCE,))
    elsewhere = icalendar.Calendar.from_ical(
        calendar(replace(real_guide(), site=moved, events=(changed,))).content
    ).events[0]
    assert elsewhere["uid"] == only(event())["uid"]
    assert only(event("autre"))["uid"] != only(event())["uid"]


def test_no_sample_becomes_an_appointment() -> None:
    assert [
        str(found["summary"]) for found in read(event("faux", is_sample=True), event(title="Vrai forum")).events
    ] == ["Vrai forum"]
    assert not read(event(is_sample=True)).events


@pytest.mark.parametrize(
    ("last", "after"),
    [(datetime.date(2027, 1, 14), datetime.date(2027, 1, 15)), (datetime.date(2027, 1, 31), datetime.date(2027, 2, 1))],
)
def test_whole_days_end_on_the_day_after(last: datetime.date, after: datetime.date) -> None:
    """RFC 5545: the end of an event is the first day on which it is over."""
    found = only(event(last=last))
    assert (found["dtstart"].dt, found["dtend"].dt) == (datetime.date(2027, 1, 14), after)
    assert found["dtstart"].params["value"] == found["dtend"].params["value"] == "DATE"


@pytest.mark.parametrize(
    ("changes", "starts", "ends"),
    [
        pytest.param({"begins": "09:00", "ends": "17:30"}, (1, 14, 8, 0), (1, 14, 16, 30), id="winter"),
        pytest.param(
            {
                "first": datetime.date(2027, 6, 15),
                "last": datetime.date(2027, 6, 15),
                "begins": "09:00",
                "ends": "17:30",
            },
            (6, 15, 7, 0),
            (6, 15, 15, 30),
            id="summer",
        ),
        pytest.param(
            {"first": SPRING, "last": SPRING, "begins": "01:00", "ends": "04:00"},
            (3, 28, 0, 0),
            (3, 28, 2, 0),
            id="the night in between",
        ),
        pytest.param(
            {"first": datetime.date(2027, 3, 27), "last": SPRING, "begins": "10:00", "ends": "16:00"},
            (3, 27, 9, 0),
            (3, 27, 15, 0),
            id="over the change",
        ),
        pytest.param({"begins": "20:00", "ends": "24:00"}, (1, 14, 19, 0), (1, 14, 23, 0), id="until midnight"),
        pytest.param(
            {"last": datetime.date(2027, 1, 15), "begins": "20:00", "ends": "01:00"},
            (1, 14, 19, 0),
            (1, 15, 0, 0),
            id="after midnight",
        ),
        pytest.param(
            {"first": datetime.date(2027, 3, 27), "last": SPRING, "begins": "22:00", "ends": "04:00"},
            (3, 27, 21, 0),
            (3, 28, 2, 0),
            id="the night in which clocks change",
        ),
        pytest.param(
            {"last": datetime.date(2027, 1, 15), "begins": "09:00"},
            (1, 14, 8, 0),
            (1, 15, 23, 0),
            id="until the last day is over",
        ),
    ],
)
def test_hours_are_those_of_paris(changes: dict[str, object], starts: tuple[int, ...], ends: tuple[int, ...]) -> None:
    found = only(event(**changes))
    assert found["dtstart"].params["tzid"] == found["dtend"].params["tzid"] == "Europe/Paris"
    assert found["dtstart"].dt.astimezone(UTC) == datetime.datetime(2027, *starts, tzinfo=UTC)
    assert found["dtend"].dt.astimezone(UTC) == datetime.datetime(2027, *ends, tzinfo=UTC)


def test_hours_come_back_each_day() -> None:
    found = only(event(last=datetime.date(2027, 1, 16), begins="09:00", ends="17:30"))
    assert found["rrule"] == {"FREQ": ["DAILY"], "COUNT": [3]}
    assert "rrule" not in only(event(begins="09:00", ends="17:30"))


NIGHT = """\
titre: La nuit des métiers
type: forum
debut: 2026-12-11
fin: 2026-12-12
heure_debut: "20:00"
heure_fin: "01:00"
lieu: Toulouse, salle A
territoires: [haute-garonne]
presentation: |
  Une soirée pour rencontrer des professionnels.
organisateur: Exemple d'organisme
sources:
  - titre: Exemple de source
    date: 2026-11-23
"""


def test_an_event_after_midnight_is_written_as_it_is(tmp_path: Path) -> None:
    content = Path(shutil.copytree(MINIMAL, tmp_path / "content"))
    (content / "evenements").mkdir()
    (content / "evenements" / "nuit.yaml").write_text(NIGHT, encoding="utf-8")
    corpus, read_problems = loader.load(content, 1)
    guide, problems = pipeline.examine(corpus, Project(tmp_path, content, tmp_path, TODAY))
    assert (read_problems, problems) == ((), ())
    assert guide
    assert guide.events[0].told == "la nuit du 11 au 12 décembre 2026, de 20\u00a0h à 1\u00a0h"
    found = only(guide.events[0])
    assert found["dtend"].dt - found["dtstart"].dt == datetime.timedelta(hours=5)


def test_nights_come_back_until_the_last_morning() -> None:
    night = {"begins": "20:00", "ends": "01:00"}
    found = only(event(last=datetime.date(2027, 1, 17), **night))
    assert found["rrule"] == {"FREQ": ["DAILY"], "COUNT": [3]}
    assert "rrule" not in only(event(last=datetime.date(2027, 1, 15), **night))


MOVES: tuple[dict[str, Any], ...] = (
    {"first": SPRING, "last": SPRING},
    {"first": datetime.date(2026, 12, 1), "last": datetime.date(2026, 12, 1)},
    {"begins": "18:00"},
    {"place": "Ailleurs"},
)


@pytest.mark.parametrize("move", MOVES)
def test_an_event_that_was_moved_is_a_later_revision_of_the_same(move: dict[str, Any]) -> None:
    """Earlier or later, twice on one day, and back to where it was."""
    before, noted = event(begins="09:00"), datetime.date(2026, 11, 1)
    revisions = [before, replace(before, **move, changes=(noted,)), replace(before, changes=(noted, noted))]
    found = [only(one) for one in revisions]
    assert len({one["uid"] for one in found}) == 1
    assert found[0]["sequence"] < found[1]["sequence"] < found[2]["sequence"] < 2**31
    assert found[0].last_modified < found[1].last_modified == found[2].last_modified
    assert made(revisions[1]) == made(revisions[1])


def test_an_event_that_is_put_off_is_a_later_revision_though_nobody_noted_it() -> None:
    later = event(first=SPRING, last=SPRING)
    assert only(event())["sequence"] < only(later)["sequence"]


def test_only_the_first_hour_is_known() -> None:
    """RFC 5545 lets an event have no end; inventing one would be a claim."""
    found = only(event(begins="09:00"))
    assert "dtend" not in found
    assert "duration" not in found


def test_zone_of_the_calendar_is_the_one_of_paris() -> None:
    """Our written rule and the world's table agree on every day of the coming years, a little after each change."""
    (zone,) = read(event()).timezones
    rule, table = zone.to_tz(lookup_tzid=False), ZoneInfo("Europe/Paris")
    noon = datetime.datetime(2026, 1, 1, 12)  # noqa: DTZ001 - a zone is asked about local time
    hours = [noon + datetime.timedelta(days=day) for day in range(365 * 6)]
    hours += [datetime.datetime.combine(SPRING, datetime.time(hour)) for hour in (0, 1, 3, 4)]
    assert [rule.utcoffset(hour) for hour in hours] == [table.utcoffset(hour) for hour in hours]


def test_text_of_an_event_keeps_its_lines() -> None:
    """Paragraphs, items and rows each have a line; links keep their address."""
    text = (
        "Un **forum**,  \nsur place.\n\n- [La page](https://exemple.example/a)\n- Un [métier](metiers/soudeur.html)\n"
        "  - dedans\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n---\n\n> `citation`\n\n```\ndeux\nlignes\n```\n"
    )
    nodes = parse(text, "content/evenements/exemple.yaml", 1, Rules(0, pictures=False)).value
    assert list(plain_lines(nodes, "https://site.example/")) == [
        "Un forum,",
        "sur place.",
        "– La page (https://exemple.example/a)",
        "– Un métier (https://site.example/metiers/soudeur.html)",
        "  – dedans",
        "A | B",
        "1 | 2",
        "citation",
        "deux",
        "lignes",
    ]


@given(
    st.text(
        st.sampled_from(';,:\\"\n’é–\u202f🙂') | st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1
    )
)
def test_any_text_comes_back(text: str) -> None:
    """The library folds lines at 75 bytes and escapes what means something to it."""
    assume("\\N" not in text)  # its reader takes « N » after an escaped backslash for a line break, against RFC 5545
    raw = made(event(place=text))
    (found,) = icalendar.Calendar.from_ical(raw).events
    assert found["location"] == text
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))


def test_lines_end_in_crlf() -> None:
    raw = made(*real_guide().events, event(begins="09:00"))
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", raw)


PROGRAM = """
import sys
from dataclasses import replace
from oma_builder.web.calendar import calendar
from tests.built import TODAY
from tests.guides import event, real_guide
events = (*real_guide().events, event(begins="09:00", ends="10:00"), event("autre"))
sys.stdout.buffer.write(calendar(replace(real_guide(), events=events)).content)
"""


@pytest.mark.slow
def test_machine_changes_nothing() -> None:
    """Neither the zone nor the hashes of the machine, nor the moment, show in the bytes."""
    outputs = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            cwd=ROOT,
            env={**os.environ, "TZ": zone, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for zone, seed in (("UTC", "1"), ("Pacific/Auckland", "2"))
    }
    (same,) = outputs
    assert same.startswith(b"BEGIN:VCALENDAR\r\n")
