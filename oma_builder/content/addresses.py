"""What addresses of the web and of mail look like (RFC 3986, RFC 1123, RFC 5321).

The patterns also stand in the JSON Schemas that text editors read: they name both letter cases and have no flags.
"""

import re

_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_LAST_LABEL = r"(?:[A-Za-z]{2,63}|[Xx][Nn]--[A-Za-z0-9-]{0,58}[A-Za-z0-9])"
_NAME = rf"(?:{_LABEL}\.)+{_LAST_LABEL}"
_PORT = r"(?::(?:[1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d{2}|655[0-2]\d|6553[0-5]))?"
# A browser resolves /../ and /./, also written with signs in %: what is shown would not be where one goes.
_WITHOUT_STEPS = r"(?![^?#]*/(?:\.|%2[Ee]){1,2}(?:[/?#]|$))"
_WITHOUT_CONTROLS = r"(?!.*%(?:[01][0-9A-Fa-f]|7[Ff]))"
_SECURE = rf"{_WITHOUT_STEPS}{_WITHOUT_CONTROLS}[Hh][Tt]{{2}}[Pp][Ss]://"
_ATOM = r"[A-Za-z0-9_+-]+"
_FOLDERS = r"(?:/[A-Za-z0-9_./~-]*)?"

PAGE = re.compile(_SECURE + _NAME + _PORT + r'(?:[/?#][^\s\u00a0\u202f\\<>"]*)?', re.ASCII)
"""A whole address in https."""

SITE = re.compile(_SECURE + _NAME + _PORT + _FOLDERS, re.ASCII)
"""Where a site is published: routes are added at its end, so it has neither query nor anchor."""

TRIED_SITE = re.compile(rf"{_WITHOUT_STEPS}https?://(?:{_NAME}|localhost|127\.0\.0\.1){_PORT}{_FOLDERS}", re.ASCII)
"""Likewise, or where one tries it: in http, on this machine."""

MAIL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_NAME}", re.ASCII)

_INTERNATIONAL_HOST = re.compile(r"https://([^/?#:\s]+)", re.IGNORECASE)


def is_url(text: str) -> bool:
    """Say whether a text is a whole address in https."""
    return PAGE.fullmatch(text) is not None


def in_ascii(address: str) -> str:
    """Return an address with the letters of its host as machines write them (punycode), or nothing."""
    host = _INTERNATIONAL_HOST.match(address)
    if not host or host[1].isascii():
        return ""
    try:
        name = host[1].encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    meant = address[: host.start(1)] + name + address[host.end(1) :]
    return meant if is_url(meant) else ""
