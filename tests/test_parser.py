"""YAML and front matter: values stay what was typed, lines are exact, nothing an editor types can crash us."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oma_builder.content import parser
from oma_builder.content.parser import decode, parse_front_matter, parse_yaml


def test_every_scalar_stays_the_text_that_was_typed() -> None:
    typed = ["NO", "on", "01001", "22:30", "1.10", "1e3", "~", "0x1F", "null", "2026-09-01", "True"]
    parsed, problems = parse_yaml("valeurs:\n" + "".join(f"  - {value}\n" for value in typed), "x.yaml")
    assert (parsed and parsed.data, problems) == ({"valeurs": typed}, ())


def test_lines_are_those_of_the_file() -> None:
    text = "# un commentaire\ntitre:\n  masculin: A\n  feminin: B\nliste:\n  - un\n  -\n    nom: deux\ntexte: |\n  ligne un\n\n  ligne trois\n"
    parsed, _ = parse_yaml(text, "x.yaml", first_line=10)
    assert parsed is not None
    assert parsed.lines == {
        ("titre",): 11,
        ("titre", "masculin"): 12,
        ("titre", "feminin"): 13,
        ("liste",): 14,
        ("liste", 0): 15,
        ("liste", 1): 17,
        ("liste", 1, "nom"): 17,
        ("texte",): 18,
    }
    assert parsed.blocks == {("texte",): 19}


def test_front_matter_counts_its_lines_from_the_top_of_the_file() -> None:
    parsed, _ = parse_front_matter("---\ntitre: A\n---\n\n## Bonjour\n", "x.md", "corps")
    assert parsed is not None
    assert parsed.data == {"titre": "A", "corps": "\n## Bonjour\n"}
    assert parsed.lines == {("titre",): 2, ("corps",): 4}


def test_a_rule_inside_the_body_is_not_a_fence() -> None:
    parsed, _ = parse_front_matter("---\ntitre: A\n---\nun\n\n---\n\ndeux\n", "x.md", "corps")
    assert parsed is not None
    assert parsed.data["corps"] == "un\n\n---\n\ndeux\n"


@pytest.mark.parametrize(
    "raw", [b"\xef\xbb\xbftitre: A\r\nsuite: B\r\n", b"titre: A\rsuite: B\r", b"titre: A\nsuite: B\n"]
)
def test_bom_and_line_ends_make_no_difference(raw: bytes) -> None:
    assert decode(raw, "x.yaml") == ("titre: A\nsuite: B\n", ())


# Older libyaml tells of the last, newer ones of the first, before any event tells how deep it is.
@pytest.mark.parametrize(
    "text", ["[" * 5000, "a:\n" + "".join(f"{' ' * n}- \n" for n in range(1, 400)), "{a: " * 3000, "[" * 20 + "@"]
)
def test_deep_nesting_is_refused_at_once(text: str) -> None:
    start = time.process_time()
    parsed, problems = parse_yaml(text, "x.yaml")
    assert time.process_time() - start < 1
    assert parsed is None
    assert {problem.code for problem in problems} == {"imbrication"}


def test_an_alias_bomb_is_refused_at_once() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
    )
    start = time.process_time()
    _, problems = parse_yaml(bomb, "x.yaml")
    assert time.process_time() - start < 1
    assert {problem.code for problem in problems} == {"ancre-interdite"}


@given(st.text(st.sampled_from("ab:-[]{}&*!|>'\"#%@`?, \n\té"), max_size=60))
def test_whatever_is_typed_gives_data_or_a_problem_on_a_line_of_the_file(text: str) -> None:
    parsed, problems = parse_yaml(text, "x.yaml")
    assert parsed is not None or problems
    last = text.count("\n") + 2
    assert all(1 <= problem.line <= last for problem in problems)


@given(st.binary(max_size=60))
def test_whatever_the_bytes_decoding_gives_text_or_a_problem(raw: bytes) -> None:
    text, problems = decode(raw, "x.yaml")
    assert text or problems or not raw.strip(b"\xef\xbb\xbf")


def test_every_syntax_hint_still_meets_its_message() -> None:
    """PyYAML's English is matched by fragments: a new version that says otherwise must be noticed."""
    samples = [
        "titre: a: b\n",
        "\ttitre: a\n",
        "titre: a\nsuite\nfin: b\n",
        "a:\n  b: 1\n c: 2\n",
        "a: - b\n",
        "a:\n  - b\n  c\n  d: 1\n",
        'a: "b\n',
        'a: "\\q"\n',
        "a: 1\n--- \nb: 2\n",
        "a: @b\n",
    ]
    said = {problem.message for text in samples for problem in parse_yaml(text, "x.yaml").problems}
    assert "cette ligne n’est pas écrite en YAML" not in said
    assert len(said) >= 8, said
    assert parser.parse_yaml("a: 1\n", "x.yaml").problems == ()


def test_a_file_that_is_one_text_over_several_lines_is_told() -> None:
    """A line break within the first name of a file leaves no field to speak of."""
    assert parse_yaml("t\n-itre:\n  masculin: Exemple\n", "content/metiers/exemple.yaml").problems
