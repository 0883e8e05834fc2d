"""What a form writes, put into the file that was there: nothing is lost of either."""

import yaml
from hypothesis import given
from hypothesis import strategies as some

from oma_builder.content import parser
from oma_builder.editor.keeping import kept

OLD = """\
# en tête
titre:
  masculin: Exemple   # à revoir
  feminin: "Exemple : oui"
# les missions
missions:
- Une
  # celle-ci
- 'Deux'
- Trois

journee: |
  Exemple.

  - a # pas une remarque

# niveau
niveau: 03 # CAP
vide:
etudes:
  - intitule: Exemple
    # ici
    etapes:
      - formation: a
        ou: [b, c]
      - formation: d
heure: 12:30
pays: NO
# à la fin
"""
NEW = """\
titre:
  masculin: Exemple
  feminin: Autre
heure: 12:30
ajout: neuf
missions:
  - Trois
  - Une
  - Deux
  - Quatre
journee: |-
  Exemple.

  - a # pas une remarque
niveau: 4
vide: ''
etudes:
  - intitule: Exemple
    etapes:
      - formation: a
        ou:
          - b
          - c
      - formation: e
pays: NO"""
SEWN = """\
# en tête
titre:
  masculin: Exemple   # à revoir
  feminin: Autre
# les missions
missions:
- Trois
- Une
  # celle-ci
- 'Deux'
- Quatre

journee: |
  Exemple.

  - a # pas une remarque

# niveau
niveau: 4 # CAP
vide:
etudes:
  - intitule: Exemple
    # ici
    etapes:
      - formation: a
        ou: [b, c]
      - formation: e
heure: 12:30
ajout: neuf
pays: NO
# à la fin
"""


def test_only_what_changed_is_written_anew() -> None:
    assert kept(OLD.encode(), NEW.encode()).decode() == SEWN


def test_what_says_the_same_leaves_the_file() -> None:
    new = yaml.dump(yaml.load(OLD, yaml.BaseLoader), sort_keys=False)  # noqa: S506 - it makes only texts
    assert kept(OLD.encode(), new.encode()).decode() == OLD


def test_line_ends_and_the_mark_of_windows_stay() -> None:
    old = b"\xef\xbb\xbftitre: Un # ici\r\nnom: x\r\n"
    assert kept(old, b"titre: Deux\nnom: x\n") == b"\xef\xbb\xbftitre: Deux # ici\r\nnom: x\r\n"


def test_a_page_keeps_its_head_and_its_body_apart() -> None:
    old = "---\n# remarque\ntitre: Un\n---\n\n## Exemple\n\n- a\n"
    assert kept(old.encode(), b"---\ntitre: Deux\n---\n\n## Exemple\n\n- a").decode() == old.replace("Un", "Deux")
    new = kept(old.encode(), b"---\ntitre: Un\n---\n## Autre").decode()
    assert new == "---\n# remarque\ntitre: Un\n---\n\n## Autre\n"


def test_what_cannot_be_read_is_written_as_it_came() -> None:
    for old in (b"titre: [", b"\xff", b"", b"- a\n- b\n"):
        assert kept(old, b"titre: b\n") == b"titre: b\n"


TEXTS = some.text("ab :#-'\"\né", min_size=1, max_size=12).map(str.strip).filter(bool)
NAMES = some.sampled_from(["un", "deux", "trois", "quatre"])
VALUES = some.recursive(
    TEXTS,
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(NAMES, inner, max_size=3),
    max_leaves=12,
)
ENTRIES = some.dictionaries(NAMES, VALUES, min_size=1, max_size=4)


@given(ENTRIES, ENTRIES, some.booleans())
def test_whatever_stood_there_the_form_is_believed(old: dict[str, object], new: dict[str, object], flow: bool) -> None:
    """Remarks are strewn between the lines of the old file; what is written says what the form said, as our parser reads it."""
    before = yaml.dump(old, allow_unicode=True, default_flow_style=flow)
    strewn = "# un\n" + before + "# deux\n"
    after = yaml.dump(new, allow_unicode=True, sort_keys=False)
    written = kept(strewn.encode(), after.encode()).decode()
    found, wanted = parser.parse_yaml(written, "x"), parser.parse_yaml(after, "x")
    assert flow or ("# un\n" in written and "# deux\n" in written)
    assert (found.value and trimmed(found.value.data)) == (wanted.value and trimmed(wanted.value.data))


def trimmed(data: object) -> object:
    """Line ends below a text say nothing."""
    if isinstance(data, dict):
        return {name: trimmed(value) for name, value in data.items()}
    if isinstance(data, list):
        return [trimmed(value) for value in data]
    return data.rstrip("\n") if isinstance(data, str) else data
