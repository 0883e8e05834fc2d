"""What forms may read and write on the disk, asked over HTTP as the page asks it: the real server, no browser."""

import http.client
import json
import os
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image
from tornado import ioloop, web

from oma_builder.editor import bridge
from oma_builder.editor.form_files import digest
from tests.tools import MINIMAL, ROOT

TOKEN = bridge.new_token()


class Answer(NamedTuple):
    """What the preview answers."""

    status: int
    body: bytes

    @property
    def message(self) -> str:
        """Why it refuses."""
        return str(json.loads(self.body)["message"])


class Preview(NamedTuple):
    """The forms' part of a preview."""

    content: Path
    port: int

    def ask(self, method: str, path: str, body: bytes = b"", known: str = "", *, as_stranger: bool = False) -> Answer:
        headers = {bridge.TOKEN: "autre" if as_stranger else TOKEN, **({"If-Match": f'"{known}"'} if known else {})}
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)) as connection:
            connection.request(method, f"/admin/{path}", body or None, headers)
            found = connection.getresponse()
            return Answer(found.status, found.read())


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    content = Path(shutil.copytree(MINIMAL, tmp_path / "content"))
    ready, ports, loops = threading.Event(), [], []

    def run() -> None:
        loop = ioloop.IOLoop(make_current=True)
        server = web.Application(bridge.handlers(ROOT / "assets", content, TOKEN)).listen(0, "127.0.0.1")
        ports.append(next(iter(server._sockets.values())).getsockname()[1])
        loops.append(loop)
        ready.set()
        loop.start()
        server.stop()
        loop.close(all_fds=True)

    thread = threading.Thread(target=run)
    thread.start()
    ready.wait(10)
    yield Preview(content, ports[0])
    loops[0].add_callback(loops[0].stop)
    thread.join(10)


def metier(preview: Preview) -> Path:
    return next((preview.content / "metiers").glob("*.yaml"))


def path_of(preview: Preview, file: Path) -> str:
    return f"folder/content/{file.relative_to(preview.content).as_posix()}"


def test_the_folder_lists_documents_and_pictures_and_nothing_else(preview: Preview) -> None:
    file = metier(preview)
    for name in ("metiers/.cache.yaml", "metiers/note.txt", "metiers/Majuscule.yaml", "editions/2026.yaml"):
        (preview.content / name).parent.mkdir(exist_ok=True)
        (preview.content / name).write_text("x", encoding="utf-8")
    listed = {entry["path"]: entry["digest"] for entry in json.loads(preview.ask("GET", "folder").body)}
    assert listed[f"content/metiers/{file.name}"] == digest(file.read_bytes())
    assert "content/site.yaml" in listed
    assert not [path for path in listed if re.search(r"note|cache|Majuscule|editions", path)]


def test_who_does_not_know_the_token_gets_nothing(preview: Preview) -> None:
    file = metier(preview)
    before = file.read_bytes()
    for method in ("GET", "PUT", "DELETE"):
        refused = preview.ask(
            method, path_of(preview, file), b"x" * (method == "PUT"), digest(before), as_stranger=True
        )
        assert (refused.status, refused.message.partition(".")[0]) == (
            401,
            "L’aperçu a redémarré depuis que cette page est ouverte",
        )
    assert preview.ask("GET", "folder", as_stranger=True).status == 401
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    "path",
    [
        "folder/content/../secret.yaml",
        "folder/content/metiers/../../secret.yaml",
        "folder/content/metiers/%2e%2e%2fsecret.yaml",
        "folder/content/metiers/..%5csecret.yaml",
        "folder//etc/passwd",
        "folder/content/editions/2026.yaml",
        "folder/content/metiers/sous/autre.yaml",
        "folder/content/metiers/autre.html",
        "folder/content/metiers/con.yaml",
        "folder/content/metiers/Soudeur.yaml",
        "folder/content/metiers/.soudeur.yaml",
        "folder/content/images/a%00.png",
        "folder/content/autre.yaml",
    ],
)
def test_no_other_file_is_read_or_written(preview: Preview, path: str) -> None:
    before = sorted(file for file in preview.content.parent.rglob("*") if file.is_file())
    assert preview.ask("PUT", path, b"titre: x\n").status in (403, 404, 422)
    assert preview.ask("GET", path).status in (403, 404, 422)
    assert sorted(file for file in preview.content.parent.rglob("*") if file.is_file()) == before


@pytest.mark.skipif(os.name == "nt", reason="links ask for rights there")
def test_no_link_leads_out_of_the_content(preview: Preview, tmp_path: Path) -> None:
    outside = tmp_path / "dehors"
    outside.mkdir()
    (outside / "secret.yaml").write_text("secret", encoding="utf-8")
    (preview.content / "metiers" / "lien.yaml").symlink_to(outside / "secret.yaml")
    (preview.content / "regles").symlink_to(outside)
    for path in ("folder/content/metiers/lien.yaml", "folder/content/regles/secret.yaml"):
        assert preview.ask("GET", path).status == 403
        assert preview.ask("PUT", path, b"x", digest(b"secret")).status == 403
        assert preview.ask("DELETE", path, known=digest(b"secret")).status == 403
    assert b"secret" not in preview.ask("GET", "folder").body
    assert (outside / "secret.yaml").read_text(encoding="utf-8") == "secret"


def test_nothing_is_written_over_what_the_form_has_not_read(preview: Preview) -> None:
    file = metier(preview)
    before = file.read_bytes()
    for method in ("PUT", "DELETE"):
        stale = preview.ask(method, path_of(preview, file), b"titre: x\n" * (method == "PUT"), digest(b"autre"))
        assert (stale.status, "a changé sur le disque" in stale.message) == (409, True)
    assert "existe déjà" in preview.ask("PUT", path_of(preview, file), b"titre: x\n").message
    gone = preview.ask("PUT", "folder/content/metiers/parti.yaml", b"titre: x\n", digest(b"x"))
    assert (gone.status, "n’est plus sur le disque" in gone.message) == (409, True)
    assert file.read_bytes() == before
    assert not list(preview.content.rglob(".*"))


def test_what_is_written_comes_with_what_is_left_to_mend(preview: Preview) -> None:
    made = preview.ask("PUT", "folder/content/metiers/neuf.yaml", b"titre: Exemple\nnivau: 3\n")
    told = json.loads(made.body)
    assert (preview.content / "metiers" / "neuf.yaml").read_text(encoding="utf-8") == "titre: Exemple\nnivau: 3\n"
    assert any("champ inconnu « nivau »" in problem.casefold() for problem in told["problems"])
    removed = preview.ask("DELETE", "folder/content/metiers/neuf.yaml", known=told["digest"])
    assert (removed.status, (preview.content / "metiers" / "neuf.yaml").exists()) == (200, False)


def test_pictures_are_judged_before_they_are_written(preview: Preview, tmp_path: Path) -> None:
    photo = tmp_path / "photo.png"
    Image.new("RGB", (20, 20)).save(photo)
    raw = photo.read_bytes()
    assert preview.ask("PUT", "folder/content/images/photo.png", raw).status == 200
    lying = preview.ask("PUT", "folder/content/images/photo.jpg", raw)
    assert (lying.status, "en réalité du PNG" in lying.message) == (422, True)
    heavy = preview.ask("PUT", "folder/content/images/lourde.png", raw + bytes(40_000_000))
    assert (heavy.status, "20 Mo au plus" in heavy.message) == (413, True)
    assert {file.name for file in (preview.content / "images").iterdir()} & {"photo.jpg", "lourde.png"} == set()


def test_the_page_holds_the_token_and_may_ask_nobody_else(preview: Preview) -> None:
    page = preview.ask("GET", "").body.decode()
    assert f'content="{TOKEN}"' in page
    assert "livereload" not in page
    assert "connect-src &#x27;self&#x27; data: blob:;" in page
    assert json.loads(preview.ask("GET", "config.json").body)["backend"]["name"] == "github"
    assert preview.ask("GET", "folder.js").status == 200
