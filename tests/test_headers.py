"""One policy said four times: in pages, in `_headers`, by nginx at work, and in Apache's settings."""

import http.client
import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from oma_builder.guide import routes
from oma_builder.web.headers import ASK_FIRST, FOREVER, REFERRER, TYPES, meta, policy, security, server_files
from tests.built import Built, full, real
from tests.hosts import by_nginx, free_port, rooted, running
from tests.tools import need

pytestmark = pytest.mark.slow

APACHE = """
{load}
ServerRoot {place}
PidFile {place}/pid
ErrorLog /dev/stderr
ServerName localhost
Listen 127.0.0.1:{port}
DocumentRoot "{root}"
<Directory "{root}">
    Require all granted
    Options FollowSymLinks
</Directory>
TypesConfig /dev/null
Include {snippet}
"""
MODULES = ["mpm_event", "authz_core", "mime", "headers", "dir", "deflate", "filter"]
UNDER_TEXT = re.compile(r"text/|application/(json|ld\+json|xml|atom\+xml|manifest\+json)|image/svg")


def directives(site: Built) -> Mapping[str, str]:
    """Return the policy of a site: the full one has a film on the PeerTube server that its `site.yaml` names."""
    player = {"frame-src": "https://tube.example"} if "films.html" in site.files else {}
    return {**policy(), **player}


def secured(site: Built) -> Mapping[str, str]:
    """Return the headers of every answer of a site that is no release."""
    return security(directives(site), indexable=False)


@pytest.fixture(scope="module", params=["real", "full"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return a site at the root of its host, then one under a base path."""
    return {"real": real, "full": full}[request.param](tmp_path_factory)


@pytest.fixture(scope="module")
def port(site: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with by_nginx(site, tmp_path_factory.mktemp("nginx")) as opened:
        yield opened


def ask(port: int, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    names = [name.lower() for name, _ in answer.getheaders()]
    assert len(names) == len(set(names)), "a header is said twice"
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body


def test_nginx_sends_the_policy_with_every_kind_of_file(site: Built, port: int) -> None:
    by_kind = {route.rpartition(".")[2]: route for route in sorted(site.files) if route not in hidden()}
    by_kind |= {"hashed image": next(route for route in sorted(site.files) if route.startswith("images/"))}
    assert {"html", "css", "js", "ics", "atom", "webmanifest", "pdf", "zip", "png", "svg"} <= by_kind.keys()
    for route in (*by_kind.values(), routes.WORKER, routes.ADDRESSES, ""):
        status, headers, body = ask(port, site.base + route)
        assert status == 200, route
        assert body == (site.folder / (route or "index.html")).read_bytes(), route
        for name, value in secured(site).items():
            assert headers[name.lower()] == value, route
        hashed = route.startswith(("assets/", "images/", "partage/"))
        assert headers["cache-control"] == (FOREVER if hashed else ASK_FIRST), route
        kind = TYPES[(route or "index.html").rpartition(".")[2]]
        assert headers["content-type"] == (f"{kind}; charset=utf-8" if UNDER_TEXT.match(kind) else kind), route


def test_nginx_shows_the_error_page_for_any_wrong_address(site: Built, port: int) -> None:
    expected = (site.folder / "404.html").read_bytes()
    for path in ("nulle/part", "assets/oma.0123456789.css", "metiers/inconnu.html", *hidden(), ".oma-manifest.json"):
        status, headers, body = ask(port, site.base + path)
        assert (status, body) == (404, expected), path
        assert headers["cache-control"] == ASK_FIRST, path
        assert headers["content-type"] == "text/html; charset=utf-8", path
        assert headers["content-security-policy"] == secured(site)["Content-Security-Policy"], path


def hidden() -> set[str]:
    return {routes.HEADERS, routes.NGINX, routes.APACHE}


def test_nginx_packs_texts_and_answers_what_is_unchanged_in_short(site: Built, port: int) -> None:
    _, headers, body = ask(port, f"{site.base}index.html", **{"Accept-Encoding": "gzip"})
    assert headers["content-encoding"] == "gzip"
    assert len(body) < len((site.folder / "index.html").read_bytes()) / 2
    _, headers, _ = ask(port, f"{site.base}index.html")
    status, _, body = ask(port, f"{site.base}index.html", **{"If-None-Match": headers["etag"]})
    assert (status, body) == (304, b"")


def rules(text: str) -> dict[str, dict[str, str]]:
    """Return the headers of each rule of a `_headers` file."""
    found: dict[str, dict[str, str]] = {}
    place = ""
    for line in text.splitlines():
        if line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            assert name not in found[place], "a rule says a header twice"
            found[place][name] = value
        elif line and not line.startswith("#"):
            place = line
            assert place not in found, "two rules for one place"
            found[place] = {}
    return found


def test_hosts_of_static_sites_are_told_the_same(site: Built) -> None:
    found = rules(site.text(routes.HEADERS))
    assert len(found) <= 100
    assert all(place.count("*") <= 1 and place.startswith(site.base) for place in found)
    assert all(len(line) < 2000 for line in site.text(routes.HEADERS).splitlines())
    for route in (*site.files, ""):
        fitting = [said for place, said in found.items() if fnmatchcase(site.base + route, place)]
        names = [name for said in fitting for name in said]
        assert len(names) == len(set(names)), f"hosts would join the values for {route}"
        headers = {name: value for said in fitting for name, value in said.items()}
        assert secured(site).items() <= headers.items(), route
        if route.startswith(("assets/", "images/", "partage/")):
            assert headers["Cache-Control"] == FOREVER, route
        elif route.endswith(".html") or route in (routes.WORKER, routes.ADDRESSES, ""):
            assert headers["Cache-Control"] == ASK_FIRST, route
        else:
            assert headers.get("Cache-Control", ASK_FIRST) == ASK_FIRST, route
        if route.endswith((".atom", ".ics", ".webmanifest")):
            assert headers["Content-Type"].partition(";")[0] == TYPES[route.rpartition(".")[2]]


def test_pages_say_the_policy_but_what_only_a_header_can(site: Built) -> None:
    said = {page.first("meta", **{"http-equiv": "Content-Security-Policy"})["content"] for page in site.pages.values()}
    assert said == {str(meta(directives(site)))}
    assert secured(site)["Content-Security-Policy"] == f"{meta(directives(site))}; frame-ancestors 'none'"
    referrers = {page.first("meta", name="referrer")["content"] for page in site.pages.values()}
    assert referrers == {REFERRER} == {secured(site)["Referrer-Policy"]}


def test_every_kind_of_file_has_its_type(site: Built) -> None:
    kinds = {route.rpartition(".")[2] for route in site.files if "." in route} - {"conf"}
    assert kinds <= TYPES.keys()


def test_many_pages_at_the_root_stay_within_what_hosts_read() -> None:
    pages = [f"page-{number}.html" for number in range(500)] + ["metiers/a.html"]
    said = security(policy(), indexable=True)
    settings = {item.route: item.content.decode() for item in server_files("https://x.fr/v1.0/", pages, said)}
    found = rules(settings[routes.HEADERS])
    assert len(found) <= 100
    assert found["/v1.0/sw.js"] == {"Cache-Control": ASK_FIRST}
    assert r"location ~ ^/v1\.0/(assets|images|partage)/" in settings[routes.NGINX]
    assert "ErrorDocument 404 /v1.0/404.html" in settings[routes.APACHE]


def test_apache_is_told_the_same(site: Built) -> None:
    text = site.text(routes.APACHE)
    for name, value in secured(site).items():
        assert f'Header always set {name} "{value}"' in text
    assert re.findall(r"^AddType (\S+) \.(\S+)$", text, re.MULTILINE) == [(kind, end) for end, kind in TYPES.items()]
    assert f'Header always set Cache-Control "{FOREVER}" "expr=%{{REQUEST_STATUS}} < 400"' in text


def test_apache_serves_the_site_with_its_settings(site: Built, tmp_path: Path) -> None:
    apache, port, root = need("apache2"), free_port(), rooted(tmp_path, site)
    settings = tmp_path / "apache.conf"
    load = "\n".join(f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so" for name in MODULES)
    settings.write_text(
        APACHE.format(load=load, place=tmp_path, root=root, port=port, snippet=site.folder / routes.APACHE)
    )
    stamped = next(route for route in site.files if route.endswith(".css"))
    expected = {
        "": (200, ASK_FIRST), "index.html": (200, ASK_FIRST), routes.FEED: (200, ASK_FIRST),
        routes.ADDRESSES: (200, ASK_FIRST), routes.CALENDAR: (200, ASK_FIRST), routes.WEB_MANIFEST: (200, ASK_FIRST), routes.WORKER: (200, ASK_FIRST),
        stamped: (200, FOREVER), "assets/oma.0123456789.css": (404, ASK_FIRST), "nulle/part": (404, ASK_FIRST),
        **dict.fromkeys((*hidden(), ".oma-manifest.json"), (403, ASK_FIRST)),
    }  # fmt: skip
    with running([apache, "-X", "-f", settings], port):
        for route, (status, cached) in expected.items():
            answer, headers, body = ask(port, site.base + route)
            assert (answer, headers["cache-control"]) == (status, cached), route
            assert headers["content-security-policy"] == secured(site)["Content-Security-Policy"], route
            if status == 200:
                assert headers["content-type"].partition(";")[0] == TYPES[(route or ".html").rpartition(".")[2]], route
            elif status == 404:
                assert body == (site.folder / "404.html").read_bytes(), route
