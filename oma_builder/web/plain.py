"""Markdown's tree → text without any mark, for what shows no HTML."""

from collections.abc import Iterable, Iterator

from oma_builder.content.markdown import Node
from oma_builder.guide import routes


def plain_lines(nodes: Iterable[Node], address: str) -> Iterator[str]:
    """Yield the lines of a text, one per paragraph, item or row; a link is followed by its whole address."""
    for node in nodes:
        match node.tag:
            case "ul" | "ol" | "blockquote" | "table" | "thead" | "tbody":
                yield from plain_lines(node.children, address)
            case "li":
                yield from _item(node, address)
            case "tr":
                yield " | ".join(_inline(cell.children, address) for cell in node.children)
            case "pre":
                yield from node.text.splitlines()
            case "hr":
                continue
            case _:
                yield from _inline(node.children, address).split("\n")


def _item(item: Node, address: str) -> Iterator[str]:
    lines = list(plain_lines(item.children, address))
    yield from (f"{'–' if rank == 0 else ' '} {line}" for rank, line in enumerate(lines))


def _inline(nodes: Iterable[Node], address: str) -> str:
    return "".join(_run(node, address) for node in nodes)


def _run(node: Node, address: str) -> str:
    match node.tag:
        case "#" | "code":
            return node.text
        case "br":
            return "\n"
        case "a":
            target = node.text if routes.leads_outside(node.text) else address + node.text
            words, shown = _inline(node.children, address), target.removeprefix("mailto:")
            return words if words in (shown, shown.removeprefix("https://")) else f"{words} ({shown})"
    return _inline(node.children, address)
