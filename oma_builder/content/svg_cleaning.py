"""A drawing (SVG) as tools write it → the same drawing, of shapes, gradients and clips alone (pure).

Nothing is copied: the clean tree is made of what is known to be harmless, so that what is not known is not in it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from xml.etree.ElementTree import Element

from oma_builder.content.svg_styles import attributes, rules
from oma_builder.content.svg_values import Refused

SVG = "{http://www.w3.org/2000/svg}"
MOST_ELEMENTS = 10_000
"""Elements of a drawing once every `use` stands for what it repeats; what clips counts again for each that it clips."""

DEEPEST = 40
"""Elements within one another; drawings that people make have ten or so."""

_SHAPES = frozenset(["path", "rect", "circle", "ellipse", "line", "polygon", "polyline"])
_GRADIENTS = frozenset(["linearGradient", "radialGradient"])
_UNDRAWN = frozenset(
    ["title", "desc", "metadata", "style", "defs", "symbol", "clipPath", "linearGradient", "radialGradient"]
)
"""What is not drawn where it stands."""

_ACTS = re.compile(
    "script|handler|listener|foreignobject|iframe|embed|object|audio|video|canvas|a|animate.*|set|mpath|discard"
)
_XLINK = "{http://www.w3.org/1999/xlink}href"
_HOSTILE = frozenset(
    ["http://www.w3.org/1999/xhtml", "http://www.w3.org/2001/xml-events", "http://www.mozilla.org/xbl"]
)
_ENDLESS = "élément <use> ou dégradé qui se répète sans fin"


def clean(root: Element) -> Element:
    """Return the drawing as it is published. Raises `Refused` for what could act, or would not look the same."""
    _check(root)
    return _Cleaning(root).drawing()


def _check(root: Element) -> None:
    """Refuse what acts, wherever it stands, and what is too deep, before anything walks down."""
    level, depth = [root], 0
    while level:
        depth += 1
        if depth > DEEPEST:
            raise Refused(f"plus de {DEEPEST} groupes imbriqués")
        for element in level:
            _check_element(element)
        level = [child for element in level for child in element]


def _check_element(element: Element) -> None:
    space, _, name = str(element.tag).rpartition("}")
    if not space or space[1:] in _HOSTILE or _ACTS.fullmatch(name.lower()):
        raise Refused(f"élément <{name}>")
    for attribute, value in element.attrib.items():
        where, _, bare = attribute.rpartition("}")
        if (bare.lower().startswith("on") and not where) or where[1:] in _HOSTILE:
            raise Refused(f"attribut {bare}")
        if bare == "href" and space == SVG[:-1] and not value.strip().startswith("#"):
            raise Refused("attribut href")


class _Cleaning:
    """Lives for one drawing: what it names, the definitions that its clean form needs, and how much has been made."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.named: dict[str, Element] = {}
        for element in root.iter():
            self.named.setdefault(element.get("id", ""), element)
        sheets = ["".join(element.itertext()) for element in root.iter(f"{SVG}style")]
        self.sheet = rules(sheets) if sheets else ()
        self.definitions: dict[str, Element | None] = {}
        self.weights: dict[str, int] = {}
        self.open: list[Element] = []
        self.defining = 0
        self.seen = 0

    def drawing(self) -> Element:
        children = list(self.entered(self.root))
        drawing = Element("svg", {"xmlns": SVG[1:-1], **self.attributes(self.root)})
        defined = [element for element in self.definitions.values() if element is not None]
        drawing.extend([_element("defs", {}, defined), *children] if defined else children)
        return drawing

    def attributes(self, element: Element) -> dict[str, str]:
        tag = _tag(element)
        return attributes(element, "svg" if tag == "symbol" else tag, self.sheet, self.reference)

    def entered(self, element: Element) -> Iterator[Element]:
        return self.within(element, chain.from_iterable(map(self.drawn, element)))

    def drawn(self, element: Element) -> Iterator[Element]:
        """Yield what stands for an element: itself, what it repeats, or nothing."""
        tag = _tag(element)
        if not tag or tag in _UNDRAWN:
            return
        if tag not in _SHAPES and tag not in ("g", "svg", "use"):
            raise Refused(f"élément <{tag}>")
        kept = self.attributes(element)
        self.count(kept)
        if kept.get("display") == "none":
            return
        if tag == "use":
            yield from self.repeated(element, kept)
        elif tag in _SHAPES:
            yield _element(tag, kept)
        else:
            yield from self.group(tag, kept, self.entered(element))

    def group(self, tag: str, kept: dict[str, str], children: Iterator[Element]) -> Iterator[Element]:
        inside = list(children)
        if tag == "g" and not kept:
            yield from inside
        elif inside:
            yield _element(tag, kept, inside)

    def repeated(self, use: Element, kept: dict[str, str]) -> Iterator[Element]:
        """Yield what `use` repeats, in a group at its place."""
        target = self.named.get(_href(use))
        if target is None:
            return
        sides = {side: kept.pop(side) for side in ("width", "height") if side in kept}
        _move(kept)
        if _tag(target) in ("symbol", "svg"):
            inside = self.group("svg", self.attributes(target) | sides, self.entered(target))
        else:
            inside = self.within(use, self.drawn(target))
        yield from self.group("g", kept, inside)

    def within(self, element: Element, children: Iterator[Element]) -> Iterator[Element]:
        """Yield what stands within an element; one that would stand within itself never ends."""
        if len(self.open) > DEEPEST or any(element is other for other in self.open):
            raise Refused(_ENDLESS)
        self.open.append(element)
        yield from children
        self.open.pop()

    def count(self, kept: Mapping[str, str]) -> None:
        self.seen += self.weight(kept)
        if self.seen > MOST_ELEMENTS:
            raise Refused("trop d’éléments, répétitions comprises")

    def weight(self, kept: Element | Mapping[str, str]) -> int:
        """Return how many elements are drawn for one: itself, and what clips it, each time."""
        return 1 + self.weights.get(kept.get("clip-path") or "", 0)

    def reference(self, identifier: str) -> str | None:
        """Return the name that a gradient or a clip has in the clean drawing, and define it; None for anything else."""
        target = self.named.get(identifier)
        if target is None or _tag(target) not in (*_GRADIENTS, "clipPath"):
            return None
        if identifier not in self.definitions:
            self.define(identifier, target)
        made = self.definitions[identifier]
        if made is None:
            raise Refused(_ENDLESS)
        return made.get("id")

    def define(self, identifier: str, target: Element) -> None:
        name = f"i{len(self.definitions) + 1}"
        self.definitions[identifier] = None  # keeps its place, and tells of a circle
        self.defining += 1
        if self.defining > DEEPEST:
            raise Refused(_ENDLESS)
        made = self.clip(target) if _tag(target) == "clipPath" else self.gradient(target)
        made.set("id", name)
        self.defining -= 1
        self.definitions[identifier] = made
        self.weights[f"url(#{name})"] = sum(map(self.weight, made.iter()))

    def gradient(self, element: Element) -> Element:
        """Return a gradient with all that it takes from those that it names."""
        links, tag = [element], _tag(element)
        while (target := self.named.get(_href(links[-1]))) is not None and _tag(target) in _GRADIENTS:
            links.append(target)
            if len(links) > DEEPEST:
                raise Refused(_ENDLESS)
        kept: dict[str, str] = {}
        for link in reversed(links):
            kept |= attributes(link, tag, self.sheet, self.reference)
        stops = next((found for link in links if (found := link.findall(f"{SVG}stop"))), [])
        return _element(tag, kept, [self.part(stop, self.attributes(stop)) for stop in stops])

    def clip(self, element: Element) -> Element:
        """Return a clip: of shapes alone, what it repeats among them."""
        kept = self.attributes(element)
        self.count(kept)
        return _element("clipPath", kept, list(self.clipping(element)))

    def clipping(self, element: Element) -> Iterator[Element]:
        for child in element:
            shape = self.named.get(_href(child)) if _tag(child) == "use" else child
            if shape is None or _tag(shape) not in _SHAPES:
                continue
            own = self.attributes(shape)
            if shape is not child:
                around = self.attributes(child)
                _move(around)
                moves = " ".join(filter(None, (around.get("transform"), own.get("transform"))))
                sides = {"width", "height"}
                own = {name: value for name, value in around.items() if name not in sides} | own
                own |= {"transform": moves} if moves else {}
            yield self.part(shape, own)

    def part(self, element: Element, kept: dict[str, str]) -> Element:
        self.count(kept)
        return _element(_tag(element), kept)


def _tag(element: Element) -> str:
    """Return the name of an element of SVG, an empty one for what is not SVG."""
    tag = str(element.tag)
    return tag.removeprefix(SVG) if tag.startswith(SVG) else ""


def _href(element: Element) -> str:
    """Return what an element names; SVG 2 writes it without a prefix."""
    return element.get("href", element.get(_XLINK, "")).strip().removeprefix("#") or "\0"


def _move(kept: dict[str, str]) -> None:
    """Turn the place of a `use` into a transformation."""
    across, down = (kept.pop(name, "0").removesuffix("px") for name in "xy")
    if not (_is_number(across) and _is_number(down)):
        raise Refused("élément <use> placé autrement qu’en pixels")
    if float(across) or float(down):
        kept["transform"] = f"{kept.get('transform', '')} translate({across} {down})".strip()


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", text) is not None


def _element(tag: str, kept: dict[str, str], children: Sequence[Element] = ()) -> Element:
    element = Element(tag, dict(sorted(kept.items())))
    element.extend(children)
    return element
