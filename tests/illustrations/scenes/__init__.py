"""One drawing a trade: a function named as the trade's file, in the module of its sector."""

from collections.abc import Callable, Mapping
from itertools import chain

from tests.illustrations.scenes import (
    building,
    care,
    craft,
    digital,
    health,
    industry,
    land,
    trade,
    transport,
    water,
    welcome,
    wood,
)
from tests.illustrations.sheet import Scene

_MODULES = (building, care, craft, digital, health, industry, land, trade, transport, water, welcome, wood)

SCENES: Mapping[str, Callable[[], Scene]] = {
    scene.__name__.replace("_", "-"): scene for scene in chain.from_iterable(module.TRADES for module in _MODULES)
}
