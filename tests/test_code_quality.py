"""The report that GitLab shows beside a merge request: it tells old problems from new ones by their fingerprints."""

import json

from hypothesis import given
from hypothesis import strategies as st

from oma_builder.problems import Problem, Severity, as_gitlab

PROBLEM = Problem("content/metiers/exemple.yaml", 7, "champ-vide", "ce champ est vide", "écrivez-y", Severity.WARNING)


def test_a_problem_is_told_as_gitlab_reads_it() -> None:
    (told,) = json.loads(as_gitlab([PROBLEM]))
    assert len(told.pop("fingerprint")) == 64
    assert told == {
        "description": "ce champ est vide → écrivez-y (CONTRIBUTING.md#champ-vide)",
        "check_name": "champ-vide",
        "severity": "minor",
        "location": {"path": "content/metiers/exemple.yaml", "lines": {"begin": 7}},
    }
    assert as_gitlab([]) == "[]"


@given(
    st.lists(st.builds(Problem, st.sampled_from("ab"), st.integers(0, 9), st.sampled_from("cd"), st.sampled_from("ef")))
)
def test_lines_that_move_change_no_fingerprint_and_none_is_there_twice(problems: list[Problem]) -> None:
    moved = [Problem(each.path, each.line + 3, each.code, each.message) for each in problems]
    before, after = ([told["fingerprint"] for told in json.loads(as_gitlab(some))] for some in (problems, moved))
    assert before == after
    assert len(set(before)) == len(before)
