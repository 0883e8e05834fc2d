"""Markdown → a small tree, its links and headings; tree → HTML, tree → data for Typst (pure).

markdown-it-py reads the text once, when the document is loaded. The tree that remains is plain and
small: it travels between processes, the linker resolves its targets, and the site and the guide are
both rendered from it.
"""

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, count
from typing import NamedTuple
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from oma_builder.content import alternatives, inline, markup, quotes, signs
from oma_builder.content.fields import IMAGE_NAME, LONE_QUOTE, LONE_QUOTE_HINT, RARE_SIGN
from oma_builder.content.typography import slugify
from oma_builder.problems import Checked, Problem, Severity

_TAGS = {
    "paragraph": "p", "bullet_list": "ul", "ordered_list": "ol", "list_item": "li", "blockquote": "blockquote",
    "em": "em", "strong": "strong", "table": "table", "thead": "thead", "tbody": "tbody", "tr": "tr", "th": "th",
    "td": "td", "heading": "h", "link": "a", "image": "img", "hr": "hr", "hardbreak": "br",
}  # fmt: skip
_BROKEN_LINK = re.compile(r"\[[^\[\]]*\] ?\([^()\s:]*:[^()]*\)|!\[[^\[\]]*\] ?\([^()]*\)")
_LONGEST_LIST = 99
_MAX_DEPTH = 16
_MAX_QUOTES = 4
"""Typst gives up at about ten quotes within quotes, and at 25 marks of any kind."""
_PAGE_IDS = ("contenu",)  # anchors that the page's own template takes


class Node(NamedTuple):
    """One element of a text, named after its HTML tag ("#" is a run of characters).

    `text` holds the characters, a heading's anchor, a link's target or a picture's file name; `level` is a
    heading's level or the first number of an ordered list; `line` is the line in the file.
    """

    tag: str
    text: str = ""
    children: tuple["Node", ...] = ()
    line: int = 0
    level: int = 0


class Rules(NamedTuple):
    """What a field's text may hold: headings from level `first_heading` on (0: none at all), pictures or not."""

    first_heading: int
    pictures: bool


_MARKS = re.compile(r"[\n&*<\[\\\]_`]|!(?=\[)")
"""Where the rules in use have something to do within a line; the reader would stop at every colon and hyphen besides."""


class _AnyLink(MarkdownIt):
    """Keeps every link, so that a dangerous one is reported instead of shown as text."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - markdown-it-py's own name
        return True


@cache
def _reader() -> MarkdownIt:
    reader = _AnyLink("commonmark", {"html": True}).enable("table")
    # Spaces at the head of a line mean nothing to an author; code has its fences. A sign that is escaped stays apart.
    reader.disable(["code", "text_join"])
    reader.inline.terminator_re = _MARKS
    return reader


def parse(
    text: str, path: str, first_line: int, rules: Rules, *, line_by_line: bool = True
) -> Checked[tuple[Node, ...]]:
    """Parse a Markdown text that starts on `first_line` of the file `path`.

    With `line_by_line` false (a folded or quoted YAML scalar) every problem is put on `first_line`.
    """
    folder = _Folder(text, path, first_line, rules, line_by_line)
    folder.check_signs(text, first_line)
    return Checked(folder.fold(_reader().parse(text)), tuple(folder.problems))


def _passed(token: Token, around: Sequence[Token]) -> str:
    """Return which limit of nesting a token goes beyond, if any."""
    if len(around) >= _MAX_DEPTH:
        return f"{_MAX_DEPTH} mises en forme"
    quotes = sum(other.type == token.type for other in around) if token.type == "blockquote_open" else 0
    return f"{_MAX_QUOTES} citations" if quotes >= _MAX_QUOTES else ""


class _Folder:
    """Folds markdown-it's flat tokens into nodes; lives for one `parse` call."""

    def __init__(self, source: str, path: str, first_line: int, rules: Rules, line_by_line: bool) -> None:
        self.path, self.first_line, self.rules, self.line_by_line = path, first_line, rules, line_by_line
        self.source = source
        self.may_link = inline.may_hold_addresses(source)
        self.problems: list[Problem] = []
        self.anchors: list[str] = []
        self.level = rules.first_heading - 1
        self.line = first_line

    def fold(self, tokens: Iterable[Token]) -> tuple[Node, ...]:
        stack: list[list[Node]] = [[]]
        opened: list[tuple[Token, int]] = []
        for token in tokens:
            if token.map and self.line_by_line:
                self.line = self.first_line + token.map[0]
            if token.nesting == 1:
                opened.append((token, self.line))
                stack.append([])
            elif token.nesting == -1:
                children = stack.pop()
                start, line = opened.pop()
                if most := _passed(start, [token for token, _ in opened]):
                    self.report(line, "imbrication", f"plus de {most} imbriquées", "simplifiez ce passage")
                    stack[-1].extend(children)
                else:
                    stack[-1].append(self.element(start, tuple(children), line))
            else:
                stack[-1].extend(self.leaf(token))
        return tuple(stack[0])

    def element(self, token: Token, children: tuple[Node, ...], line: int) -> Node:
        tag = _TAGS[token.type.removesuffix("_open")]
        if tag == "h":
            return self.heading(int(token.tag[1]), children, line)
        if tag == "a":
            if not plain_text(children).strip() and not any(node.tag == "img" for node in walk(children)):
                target = unquote(str(token.attrs["href"]))
                hint = f"écrivez entre les crochets les mots sur lesquels on clique : [un texte]({target})"
                self.report(line, "lien-sans-texte", f"le lien vers « {target} » n’a pas de texte", hint)
            return Node("a", str(token.attrs["href"]), children, line)
        if tag == "ol":
            return Node("ol", "", children, line, self.first_number(token, line))
        if tag == "p" and token.hidden:
            return Node("span", "", children, line)
        return Node(tag, "", children, line)

    def first_number(self, token: Token, line: int) -> int:
        """Return the number that a list starts with; a year at the head of a line was meant to be read."""
        number = int(token.attrs.get("start", 1))
        if number > _LONGEST_LIST:
            hint = f"commencez la ligne par un mot, ou écrivez « {number}\\{token.markup} »"
            message = f"« {number}{token.markup} » au début d’une ligne en fait une liste numérotée"
            self.report(line, "liste-involontaire", message, hint)
        return number

    def heading(self, level: int, children: tuple[Node, ...], line: int) -> Node:
        first = self.rules.first_heading
        if not first:
            message = "un titre « # » n’a pas sa place dans ce champ"
            self.report(line, "titre-deplace", message, "retirez les « # » au début de la ligne")
        elif level < first or level > max(first, self.level + 1):
            wanted = "#" * max(first, min(level, self.level + 1))
            message = f"un titre de niveau {level} n’a pas sa place ici"
            self.report(line, "titre-niveau", message, f"commencez la ligne par « {wanted} »")
        if not _has_words(children):
            hint = "écrivez le titre après les « # » ; une image se met sur une ligne à elle, dessous"
            self.report(line, "titre-vide", "ce titre n’a pas de mots", hint)
        self.level = level
        return Node("h", self.anchor(plain_text(children)), children, line, level)

    def anchor(self, title: str) -> str:
        base = slugify(title) or "partie"
        taken = {*_PAGE_IDS, *self.anchors}
        names = chain((base,), (f"{base}-{number}" for number in count(2)))
        self.anchors.append(next(name for name in names if name not in taken))
        return self.anchors[-1]

    def leaf(self, token: Token) -> Iterator[Node]:
        match token.type:
            case "inline":
                yield from self.fold(self.paragraph(token.children or []))
            case "text" | "text_special":
                yield Node("#", token.content)
            case "softbreak":
                self.line += self.line_by_line
                yield Node("#", token.content)
            case "hardbreak":
                self.line += self.line_by_line
                yield Node("br")
            case "code_inline":
                yield Node("code", token.content)
            case "fence":
                yield Node("pre", token.content)
            case "html_inline" | "html_block":
                found = token.content.strip().split("\n")[0][:40]
                hint = "écrivez le texte sans balise ; pour aller à la ligne, laissez une ligne vide"
                self.report(self.line, "html-interdit", f"balise HTML « {found} »", hint)
            case "image":
                yield self.picture(token)
            case _:
                yield Node(_TAGS[token.type])

    def paragraph(self, tokens: list[Token]) -> Sequence[Token]:
        """Check the text of a paragraph as a whole, and set it as readers get it."""
        text = inline.text_of(tokens)
        if "&" in self.source:  # what only `&#128512;` brings
            self.check_signs("".join(token.content for token in tokens if token.type == "text_special"), self.line)
        if (lone := quotes.lone(text)) >= 0:
            self.report(self.line_of(text, lone), "guillemet-seul", LONE_QUOTE, LONE_QUOTE_HINT)
        broken = tuple(_BROKEN_LINK.finditer(text)) if "[" in text else ()
        for found in broken:
            hint = "écrivez [texte](adresse) : rien entre « ] » et « ( », pas d’espace dans l’adresse"
            line = self.line_of(text, found.start())
            self.report(line, "lien-mal-forme", f"lien ou image mal écrit « {found.group()} »", hint)
        for mark in () if broken else markup.marks(text):
            message = f"« {mark.shown} » se verrait tel quel"
            line = self.line_of(text, mark.start)
            self.problems.append(Problem(self.path, line, "marque-visible", message, mark.hint, Severity.WARNING))
        return inline.set_french(inline.linked(tokens, _reader().normalizeLink) if self.may_link else tokens)

    def line_of(self, text: str, at: int) -> int:
        return self.line + (text.count("\n", 0, at) if self.line_by_line else 0)

    def check_signs(self, text: str, first_line: int) -> None:
        """Report what cannot be printed, line by line."""
        for down, line in enumerate(() if signs.all_drawn(text) else text.split("\n")):
            if words := signs.foreign(line):
                message, hint = signs.describe(words, RARE_SIGN)
                self.report(first_line + (down if self.line_by_line else 0), "caractere-impossible", message, hint)

    def picture(self, token: Token) -> Node:
        name, alt = str(token.attrs["src"]), plain_text(self.fold(inline.set_french(token.children or ()))).strip()
        shown = unquote(name)
        if not self.rules.pictures:
            hint = "retirez-la du texte : seuls les pages et les guides en ont ; un métier a son champ « illustration »"
            self.report(self.line, "image-deplacee", "ce champ n’accepte pas d’image", hint)
        if not alt:
            hint = f"écrivez ![ce que montre l’image]({shown})"
            self.report(self.line, "image-sans-alt", f"l’image « {shown} » n’a pas de description", hint)
        elif alternatives.says_nothing(alt):
            message = f"« {alt} » ne dit pas ce que montre l’image"
            self.report(self.line, "image-sans-alt", message, alternatives.SILENT_HINT)
        elif start := alternatives.redundant_start(alt):
            message, hint = f"« {start} » n’apprend rien à qui ne voit pas l’image", alternatives.REDUNDANT_HINT
            self.problems.append(Problem(self.path, self.line, "alt-redondant", message, hint, Severity.WARNING))
        if not is_picture_name(name):
            hint = "donnez le seul nom d’un fichier de content/images/"
            self.report(self.line, "chemin-refuse", f"« {shown} » n’est pas un nom d’image", hint)
        return Node("img", name, (Node("#", alt),), self.line)

    def report(self, line: int, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(self.path, line, code, message, hint))


def is_picture_name(name: str) -> bool:
    """Say whether a picture's target is the bare name of a file, without folder."""
    return IMAGE_NAME.fullmatch(name) is not None


def plain_text(nodes: Iterable[Node]) -> str:
    """Return the characters of the nodes, without any mark."""
    return "".join(node.text if node.tag in ("#", "code") else plain_text(node.children) for node in nodes)


def _has_words(nodes: Iterable[Node]) -> bool:
    """Say whether the nodes hold a word outside of pictures."""
    return any(
        node.text.strip() != "" if node.tag in ("#", "code") else node.tag != "img" and _has_words(node.children)
        for node in nodes
    )


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield every node, parents first."""
    for node in nodes:
        yield node
        yield from walk(node.children)


def tags_of(nodes: tuple[Node, ...]) -> set[str]:
    """Return the tags that nodes have, at any depth."""
    tags, levels = set[str](), [nodes]
    while levels:
        for node in levels.pop():
            tags.add(node.tag)
            if node.children:
                levels.append(node.children)
    return tags


def stands_alone(nodes: tuple[Node, ...]) -> bool:
    """Say whether nothing but a text itself depends on what it says: it has no heading to link to, and no picture."""
    return tags_of(nodes).isdisjoint(("h", "img"))


def retarget(nodes: tuple[Node, ...], target: Callable[[Node], str]) -> tuple[Node, ...]:
    """Return the nodes with each link's and picture's `text` replaced; a link left without any is unlinked."""
    if tags_of(nodes).isdisjoint(("a", "img")):  # as most texts
        return nodes
    return tuple(_retarget(node, target) for node in nodes)


def _retarget(node: Node, target: Callable[[Node], str]) -> Node:
    if node.tag == "#":
        return node
    children = tuple(_retarget(child, target) for child in node.children)
    if node.tag not in ("a", "img"):
        return Node(node.tag, node.text, children, node.line, node.level)
    text = target(node)
    return Node(node.tag if text or node.tag == "img" else "span", text, children, node.line)


def to_html(nodes: Iterable[Node], href: Callable[[str], str], picture: Callable[[Node], str]) -> str:
    """Render the nodes; `href` turns a target into an address, `picture` an image node into HTML."""
    return "".join(_html(node, href, picture) for node in nodes)


# A wide table scrolls by itself, and by keyboard, so that the page never does. It is a group, not a region: a page holds
# any number of tables, and the regions of a page have each a name of their own.
_TABLE = '<div class="table-scroll" role="group" aria-label="Tableau" tabindex="0"><table>'
_FRAMES = {
    "span": ("", ""),
    "em": ("<em>", "</em>"),
    "strong": ("<strong>", "</strong>"),
    "p": ("<p>", "</p>\n"),
    "ul": ("<ul>", "</ul>\n"),
    "li": ("<li>", "</li>\n"),
    "blockquote": ("<blockquote>", "</blockquote>\n"),
    "table": (_TABLE, "</table></div>\n"),
    "thead": ("<thead>", "</thead>\n"),
    "tbody": ("<tbody>", "</tbody>\n"),
    "tr": ("<tr>", "</tr>\n"),
    "th": ('<th scope="col">', "</th>"),
    "td": ("<td>", "</td>"),
}


def _html(node: Node, href: Callable[[str], str], picture: Callable[[Node], str]) -> str:
    match node.tag:
        case "#":
            return html.escape(node.text, quote=False)
        case "img":
            return picture(node)
        case "hr" | "br":
            return f"<{node.tag}>"
        case "code" | "pre":
            return f"<{node.tag}>{html.escape(node.text)}</{node.tag}>"
    before, after = _frame(node, href)
    return before + to_html(node.children, href, picture) + after


def _frame(node: Node, href: Callable[[str], str]) -> tuple[str, str]:
    match node.tag:
        case "h":
            return f'<h{node.level} id="{node.text}">', f"</h{node.level}>\n"
        case "a":
            return f'<a href="{html.escape(href(node.text))}">', "</a>"
        case "ol":
            return f'<ol start="{node.level}">' if node.level != 1 else "<ol>", "</ol>\n"
    return _FRAMES[node.tag]


def to_data(nodes: Iterable[Node]) -> list[dict[str, object]]:
    """Return the nodes as JSON-ready data, drawn by `templates/print/markdown.typ`."""
    return [
        {"tag": node.tag, "text": node.text, "level": node.level, "children": to_data(node.children)} for node in nodes
    ]
