"""The forms' configuration: it is what the CMS takes, knows every kind and field, and nothing calls home."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from oma_builder.content.kinds.site import Repository
from oma_builder.content.schema import KINDS, SINGLES
from oma_builder.editor import form_page, forms, json_schema
from tests import vendor_cms
from tests.tools import ROOT

GITHUB = Repository(hote="github", nom="mon-organisation/guide")
GITLAB = Repository.model_validate(
    {"hote": "gitlab", "nom": "groupe/sous-groupe/guide", "adresse": "https://git.example/", "application": "a" * 64}
)
LOCAL = forms.configuration(forms.LOCAL, "http://localhost:8000")


def checker() -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(json.loads(vendor_cms.SCHEMA.read_text(encoding="utf-8")))


def asked(fields: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for field in fields:
        yield field
        yield from asked(field.get("fields", []))


def all_asked() -> Iterator[dict[str, Any]]:
    for part in (*LOCAL["collections"], *LOCAL["singletons"]):
        yield from asked(part["fields"])


@pytest.mark.parametrize("depot", [None, GITHUB, GITLAB], ids=["local", "github", "gitlab"])
def test_the_cms_takes_the_configuration(depot: Repository | None) -> None:
    made = forms.configuration(forms.backend(depot), "https://guide.example/") if depot else LOCAL
    assert [error.message for error in checker().iter_errors(json.loads(form_page.text(made)))] == []


def test_the_schema_refuses_what_the_cms_does_not_know() -> None:
    assert list(checker().iter_errors({**LOCAL, "collection": []}))


def test_every_kind_that_people_write_has_forms_and_no_other() -> None:
    made = {collection["name"] for collection in LOCAL["collections"]}
    assert made == {kind.name for kind in KINDS if not kind.written_by}
    assert {kind.name for kind in KINDS} - made == {"editions", "recrutement", "validations"}
    assert [single["file"] for single in LOCAL["singletons"]] == [f"content/{kind.file}" for kind in SINGLES]


def test_every_field_of_a_model_is_asked_in_its_order() -> None:
    def same(fields: list[dict[str, Any]], node: dict[str, Any]) -> None:
        assert [field["name"] for field in fields] == list(node["properties"])
        for field, part in zip(fields, node["properties"].values(), strict=True):
            assert field["required"] is (field["name"] in node.get("required", ()))
            if "fields" in field:
                same(field["fields"], part.get("items", part))

    for part, kind in zip((*LOCAL["collections"], *LOCAL["singletons"]), (*forms.WRITTEN, *SINGLES), strict=True):
        same(part["fields"], json_schema.fields(kind.model))


def test_what_names_a_document_is_picked_by_its_title() -> None:
    picked = [field for field in all_asked() if field["widget"] == "relation"]
    folders = {
        kind for written in forms.WRITTEN for kind in re.findall(r'"\$comment": "(\w+)"', json_schema.text(written))
    }
    assert folders == {field["collection"] for field in picked}
    trades = next(field for field in picked if field["collection"] == "metiers")
    assert trades["display_fields"] == ["{{titre.masculin}}"]
    assert trades["value_field"] == "{{slug}}"


def test_no_value_is_guessed_and_every_refusal_is_said() -> None:
    for field in all_asked():
        assert field["widget"] not in ("boolean", "hidden")
        assert field.get("value_type", "int/string") == "int/string"
        assert field["hint"][0].isupper() or not field["hint"][0].isalpha()
        assert "pattern" not in field or field["pattern"][1].endswith(".")
        assert "fichier de" not in field["hint"] or field["widget"] != "relation"


def test_where_the_form_of_a_document_is() -> None:
    assert forms.entry_address("metiers", "soudeur") == "/admin/#/collections/metiers/entries/soudeur"
    at_field = forms.entry_address("metiers", "soudeur", "sources.0.date")
    assert at_field == "/admin/?champ=sources.0.date#/collections/metiers/entries/soudeur"
    assert forms.entry_address("site", "site") == "/admin/#/collections/_singletons/entries/site"


def test_a_page_asks_its_own_repository_alone() -> None:
    assert "connect-src 'self' https://api.github.com" in form_page.policy(*forms.hosts(GITHUB))
    assert "connect-src 'self' https://git.example " in form_page.policy(*forms.hosts(GITLAB))
    assert "http" not in form_page.policy()
    assert "script-src 'self';" in form_page.policy()


def test_our_copy_is_what_the_command_makes_and_names_nobody() -> None:
    script = (vendor_cms.HOME / "sveltia-cms.js").read_text(encoding="utf-8")
    assert f"version:`{vendor_cms.VERSION}`" in script
    assert [host for host in vendor_cms.CALLERS if host in script] == []
    for font in re.findall(r"src:url\(([^)]+)\)", script):
        assert (vendor_cms.HOME / font).is_file()
    licences = {file.name for file in vendor_cms.HOME.glob("*.txt")}
    assert "LICENSE.txt" in licences
    assert len(licences) == 4


def test_a_cut_that_is_not_found_stops_the_copy() -> None:
    script = (vendor_cms.HOME / "sveltia-cms.js").read_text(encoding="utf-8")
    with pytest.raises(ValueError, match="0 times, not 1"):
        vendor_cms.cut(script)


def test_the_forms_speak_french(tmp_path: Path) -> None:
    said = json.loads((vendor_cms.HOME / "fr.json").read_text(encoding="utf-8"))
    ours = json.loads(vendor_cms.WORDS.read_text(encoding="utf-8"))
    assert said["show_errors"] == ours["show_errors"]
    assert said["entry_sidebar"]["slug"]["title"] == "Nom du fichier"
    assert "entrée" not in json.dumps({**said, "config": {}}, ensure_ascii=False).casefold()


def test_what_a_button_adds_has_its_article() -> None:
    nouns = {collection["name"]: collection["label_singular"] for collection in LOCAL["collections"]}
    names = {"list": "label_singular", "object": "label"}
    added = {field[names[field["widget"]]] for field in all_asked() if field["widget"] in names if not is_plain(field)}
    added |= {nouns[field["collection"]] for field in all_asked() if field["widget"] == "relation"}
    words = json.loads(vendor_cms.ADDED.read_text(encoding="utf-8"))
    assert added <= words.keys()
    said = json.loads((vendor_cms.HOME / "fr.json").read_text(encoding="utf-8"))["add_x"]
    assert [words[name] for name in added if f"|{name}| {{{{Ajouter {words[name]}}}}}" not in said] == []


def is_plain(field: dict[str, Any]) -> bool:
    """Say whether a part is always asked, so that no button adds it."""
    return field["widget"] == "object" and bool(field["required"])


def test_what_names_a_document_says_that_it_names_the_file() -> None:
    for collection in LOCAL["collections"]:
        field: dict[str, Any] = {"fields": collection["fields"]}
        for name in collection["identifier_field"].split("."):
            (field,) = (part for part in field["fields"] if part["name"] == name)
        assert "Le nom du fichier" in field["hint"], collection["name"]


def test_online_alone_remarks_are_lost_and_it_is_said() -> None:
    online = forms.configuration(forms.backend(GITHUB), "https://guide.example/")
    assert {"remarques" in part["description"] for part in online["collections"]} == {True}
    assert not [part for part in LOCAL["collections"] if "description" in part]


def test_no_page_of_the_site_gets_the_forms() -> None:
    from oma_builder.web.theme import load_theme

    made = load_theme(ROOT / "assets")
    assert not [item.route for item in made.artifacts if "sveltia" in item.route]
