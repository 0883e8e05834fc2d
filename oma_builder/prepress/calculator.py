"""The calculator of PostScript, in which functions of PDF may be written (ISO 32000-1, 7.10.5)."""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

Program = list[Any]
"""Numbers, operators, and inner programs before `if` and `ifelse`."""


def parsed(source: bytes) -> Program:
    """Return a program; what the calculator does not know is a `ValueError`."""
    tokens = re.findall(rb"[{}]|[^\s{}]+", re.sub(rb"%[^\r\n]*", b"", source))
    words = iter(token.decode("ascii") for token in tokens)
    if next(words, "") != "{":
        raise ValueError("a program of the calculator starts with {")
    return _procedure(words)


def run(program: Program, inputs: Sequence[float]) -> list[float]:
    """Return what a program leaves on the stack."""
    stack: list[Any] = list(inputs)
    _run(program, stack)
    return [float(value) for value in stack]


def _procedure(words: Iterator[str]) -> Program:
    """Return what stands up to the closing brace."""
    program: Program = []
    for word in words:
        if word == "{":
            program.append(_procedure(words))
        elif word == "}":
            return program
        elif re.fullmatch(r"[-+]?\d+", word):
            program.append(int(word))
        elif re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?", word):
            program.append(float(word))
        elif word in ("if", "ifelse") or word in _OPERATORS:
            program.append(word)
        else:
            raise ValueError(f"unknown word of the calculator: {word}")
    raise ValueError("a program of the calculator never ends")


def _run(program: Sequence[Any], stack: list[Any]) -> None:
    for word in program:
        if not isinstance(word, str):
            stack.append(word)
        elif word == "if":
            chosen = stack.pop()
            if stack.pop():
                _run(chosen, stack)
        elif word == "ifelse":
            otherwise, chosen = stack.pop(), stack.pop()
            _run(chosen if stack.pop() else otherwise, stack)
        else:
            _OPERATORS[word](stack)


def _unary(operation: Callable[[Any], Any]) -> Callable[[list[Any]], None]:
    def act(stack: list[Any]) -> None:
        stack.append(operation(stack.pop()))

    return act


def _binary(operation: Callable[[Any, Any], Any]) -> Callable[[list[Any]], None]:
    def act(stack: list[Any]) -> None:
        second, first = stack.pop(), stack.pop()
        stack.append(operation(first, second))

    return act


def _roll(stack: list[Any]) -> None:
    shift, count = stack.pop(), stack.pop()
    if count:
        shift %= count
        stack[-count:] = stack[len(stack) - shift :] + stack[-count : len(stack) - shift] if shift else stack[-count:]


def _copy(stack: list[Any]) -> None:
    count = stack.pop()
    stack += stack[len(stack) - count :]


def _index(stack: list[Any]) -> None:
    stack.append(stack[-1 - stack.pop()])


def _exchange(stack: list[Any]) -> None:
    stack[-1], stack[-2] = stack[-2], stack[-1]


_OPERATORS: dict[str, Callable[[list[Any]], None]] = {
    "abs": _unary(abs),
    "add": _binary(lambda a, b: a + b),
    "and": _binary(lambda a, b: a & b),
    "atan": _binary(lambda a, b: math.degrees(math.atan2(a, b)) % 360),
    "bitshift": _binary(lambda a, b: a << b if b >= 0 else a >> -b),
    "ceiling": _unary(math.ceil),
    "copy": _copy,
    "cos": _unary(lambda a: math.cos(math.radians(a))),
    "cvi": _unary(int),
    "cvr": _unary(float),
    "div": _binary(lambda a, b: a / b),
    "dup": lambda stack: stack.append(stack[-1]),
    "eq": _binary(lambda a, b: a == b),
    "exch": _exchange,
    "exp": _binary(lambda a, b: a**b),
    "false": lambda stack: stack.append(False),
    "floor": _unary(math.floor),
    "ge": _binary(lambda a, b: a >= b),
    "gt": _binary(lambda a, b: a > b),
    "idiv": _binary(lambda a, b: int(a / b)),
    "index": _index,
    "le": _binary(lambda a, b: a <= b),
    "ln": _unary(math.log),
    "log": _unary(math.log10),
    "lt": _binary(lambda a, b: a < b),
    "mod": _binary(lambda a, b: int(math.fmod(a, b))),
    "mul": _binary(lambda a, b: a * b),
    "ne": _binary(lambda a, b: a != b),
    "neg": _unary(lambda a: -a),
    "not": _unary(lambda a: not a if isinstance(a, bool) else ~a),
    "or": _binary(lambda a, b: a | b),
    "pop": lambda stack: stack.pop(),
    "roll": _roll,
    "round": _unary(lambda a: math.floor(a + 0.5)),
    "sin": _unary(lambda a: math.sin(math.radians(a))),
    "sqrt": _unary(math.sqrt),
    "sub": _binary(lambda a, b: a - b),
    "true": lambda stack: stack.append(True),
    "truncate": _unary(math.trunc),
    "xor": _binary(lambda a, b: a ^ b),
}
