"""The colours of the drawings: those of the sectors' drawings, each with the tone that lies in its shade."""

INK, NIGHT, SLATE, STEEL, FOG = "#1B2A41", "#26334A", "#44566C", "#8796A8", "#C9D3DC"
PAPER, SAND, WHITE = "#FFF6E8", "#F6E3C5", "#FFFFFF"
OCHRE, HONEY, AMBER = "#E3A32B", "#ECC378", "#CE782C"
TERRACOTTA, BRICK, EMBER, MAROON = "#D9694A", "#B5442E", "#873C34", "#603638"
ROSE, BLUSH, PLUM, AUBERGINE = "#C2476E", "#F2B8C6", "#7A2E63", "#4A2144"
SKY, SEA, DEEP, LAGOON = "#8CC7D6", "#1F6F8B", "#1D4C66", "#0B6E74"
GARRIGUE, LEAF, FOREST, PINE = "#4F7A4A", "#8FA35A", "#2F5D3A", "#264A38"
VIOLET, LILAC, MIST = "#6C4A9E", "#B79AD6", "#DFCDE0"
OLIVE, WOOD, TIMBER, BARK = "#66651B", "#B57B45", "#D39A55", "#6B3F2A"

FAIR, PEACH, TAN, BROWN, DARK = "#F0C0A4", "#E6A081", "#C87048", "#8A4A35", "#6B3A2E"
"""Skins."""

JET, CHESTNUT, AUBURN, STRAW, SILVER = "#241C2B", "#3A2338", "#8E3E33", "#D3A04A", "#A9ADB8"
"""Hair."""

_SHADES = {
    OCHRE: "#D3822C",
    HONEY: "#E3A32B",
    SEA: DEEP,
    DEEP: "#1C3B54",
    BRICK: EMBER,
    EMBER: "#683738",
    PAPER: MIST,
    WHITE: "#D5E3E1",
    SAND: HONEY,
    SKY: "#5B9FB4",
    ROSE: "#903E60",
    BLUSH: "#D98BA2",
    GARRIGUE: "#3D5E47",
    LEAF: "#729153",
    TERRACOTTA: BRICK,
    VIOLET: "#544082",
    LILAC: "#8F72B5",
    MIST: "#B9A6C4",
    TIMBER: WOOD,
    WOOD: "#8A5A33",
    INK: "#121D30",
}


def mixed(colour: str, other: str, share: float) -> str:
    """Return a colour with a share of another in it."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02X}" for one, two in pairs)


def shade(colour: str) -> str:
    """Return the tone of a colour that lies in the shade: flat drawings have two of each."""
    return _SHADES.get(colour) or mixed(colour, "#4A2030" if _is_warm(colour) else INK, 0.22)


def light(colour: str) -> str:
    """Return the tone of a colour that the sun is on."""
    return mixed(colour, PAPER, 0.16)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _is_warm(colour: str) -> bool:
    red, _, blue = _channels(colour)
    return red > blue + 20
