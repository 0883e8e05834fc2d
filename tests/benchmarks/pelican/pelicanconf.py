"""Pelican's settings for the benchmark: every document is a page, with its fields as YAML front matter."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import front_matter
import linking

_GIVEN = json.loads(Path(__file__).with_name("given.json").read_text(encoding="utf-8"))

SITENAME = _GIVEN["site"]["titre"]
SITEURL = ""
TIMEZONE = "Europe/Paris"
DEFAULT_LANG = "fr"
PATH = "content"
PAGE_PATHS = ["pages"]
ARTICLE_PATHS = []
STATIC_PATHS = ["static"]
OUTPUT_PATH = "public"
THEME = "theme"
PLUGINS = [front_matter]
DIRECT_TEMPLATES = []
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
GIVEN = _GIVEN
JINJA_ENVIRONMENT = {"autoescape": True}
JINJA_FILTERS = {"date": linking.french_date, "json": linking.as_json}
JINJA_GLOBALS = {"index": {}, "links": {}, "site": _GIVEN["site"], "words": _GIVEN["words"]}
