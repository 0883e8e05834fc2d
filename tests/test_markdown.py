"""Markdown: each file of `tests/markdown/` is an author's text, then `=====`, then the HTML and the problems."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oma_builder.content import markdown
from oma_builder.content.markdown import Node, Rules
from oma_builder.content.typography import slugify
from oma_builder.problems import as_text, tidy
from tests.conftest import Golden

CASES = sorted((Path(__file__).parent / "markdown").glob("*.txt"))
PAGE = Rules(first_heading=2, pictures=True)


def render(text: str, rules: Rules = PAGE) -> str:
    nodes, problems = markdown.parse(text, "x.md", 1, rules)
    html = markdown.to_html(nodes, lambda target: target, lambda node: f"[image {node.text}]")
    return html + "".join(f"{as_text(problem)}\n" for problem in tidy(problems))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_text_becomes_its_html(case: Path, golden: Golden) -> None:
    text, _, _ = case.read_text(encoding="utf-8").partition("=====\n")
    golden(case, f"{text}=====\n{render(text)}")


@given(st.text(st.sampled_from("a<>&\"'`*_[]()!#-|:\n /jx="), max_size=80))
def test_no_text_can_open_a_tag_of_its_own(text: str) -> None:
    nodes, _ = markdown.parse(text, "x.md", 1, PAGE)
    html = markdown.to_html(nodes, lambda target: target, lambda _: "")
    tags = {part.split(">")[0].split(" ")[0].strip("/") for part in html.split("<")[1:]}
    ours = {
        "p",
        "ul",
        "ol",
        "li",
        "em",
        "strong",
        "code",
        "pre",
        "blockquote",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "a",
        "hr",
        "br",
        "div",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    }
    assert tags <= ours


@given(st.text(st.sampled_from("ab [](:)#\n-*"), max_size=80))
def test_the_site_and_the_guide_show_the_same_characters(text: str) -> None:
    nodes, _ = markdown.parse(text, "x.md", 1, PAGE)

    def characters(data: list[dict[str, object]]) -> str:
        return "".join(
            str(node["text"]) if node["tag"] in ("#", "code", "pre") else characters(node["children"])  # type: ignore[arg-type]
            for node in data
        )

    shown = "".join(node.text for node in markdown.walk(nodes) if node.tag in ("#", "code", "pre"))
    assert characters(markdown.to_data(nodes)) == shown


def test_a_problem_in_a_folded_scalar_stands_on_its_first_line() -> None:
    _, problems = markdown.parse("un\ndeux <b>gras</b>", "x.yaml", 7, PAGE, line_by_line=False)
    assert {problem.line for problem in problems} == {7}


@pytest.mark.parametrize(
    ("title", "anchor"),
    [("À l’école", "a-l-ecole"), ("Cœur & âme", "coeur-ame"), ("  1 850 € ", "1-850"), ("漢", "")],
)
def test_anchors_are_plain(title: str, anchor: str) -> None:
    assert slugify(title) == anchor


def test_targets_are_replaced_everywhere() -> None:
    nodes = (Node("p", "", (Node("a", "metier:x", (Node("#", "x"),)), Node("img", "x.jpg"))),)
    changed = markdown.retarget(nodes, lambda node: node.text.upper())
    assert [node.text for node in markdown.walk(changed) if node.tag in ("a", "img")] == ["METIER:X", "X.JPG"]
