"""Count the steps of a regular expression on hostile text, instead of timing it.

A small matcher backtracks as Python's does and counts the nodes that it visits. Bounded repetitions
are shortened, as they multiply the work by a constant.
"""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from re import _constants as code
from re import _parser
from typing import Any

# Of a repetition that has a bound.
MAX_REPEATS = 4
MAX_STEPS = 60_000
MAX_CALLS = 100_000
# Of the hostile text, in repetitions.
LENGTHS = (12, 24, 36)
# Steps by which the second increase may exceed the first. The least quadratic growth is three times
# as much.
TOLERANCE = 24
MAX_LETTERS = 4
MAX_PREFIXES = 4
MAX_PUMP_LENGTH = 16
# Follows the hostile text, so that hardly any expression matches up to its end.
END = "\n!"

LETTERS = {code.LITERAL, code.NOT_LITERAL, code.ANY, code.IN}

Continuation = Callable[[int], bool]


class TooManyStepsError(Exception):
    pass


class Backtracking:
    """Matcher of one expression; `method` is how it is used, as `search` or `fullmatch`."""

    def __init__(self, pattern: str, flags: int = 0, *, method: str = "search") -> None:
        self.method = method
        self.tree = _parser.parse(pattern, flags)
        self.flags = self.tree.state.flags
        self.nodes = list(self.tree)

    def worst(self) -> str | None:
        """Return a text whose work grows faster than its length; None where there is none."""
        for prefix, pump in product(self._prefixes(), self._pumps()):
            try:
                one, two, three = (self.steps(prefix + pump * n + END) for n in LENGTHS)
            except TooManyStepsError:
                return f"{prefix!r} + n * {pump!r}: exponential"
            if (three - two) - (two - one) > TOLERANCE:
                return f"{prefix!r} + n * {pump!r}: {one}, {two}, {three} steps"
        return None

    def steps(self, text: str) -> int:
        """Return the number of steps on this text. Raise TooManyStepsError."""
        before = sys.getrecursionlimit()
        sys.setrecursionlimit(MAX_CALLS)
        try:
            return self._steps(text)
        finally:
            sys.setrecursionlimit(before)

    def _steps(self, text: str) -> int:
        self.text, self.count, self.groups = text, 0, dict[int, tuple[int, int]]()
        start = 0
        while start <= len(text):
            end = self._match_at(start)
            if self.method in {"match", "fullmatch"} or (end >= 0 and self.method == "search"):
                break
            start = end if end > start else start + 1
        return self.count

    def _match_at(self, start: int) -> int:
        ends: list[int] = []

        def finish(position: int) -> bool:
            if self.method == "fullmatch" and position != len(self.text):
                return False
            ends.append(position)
            return True

        return ends[0] if self._sequence(self.nodes, 0, start, finish) else -1

    def _sequence(
        self, nodes: Sequence[Any], index: int, position: int, then: Continuation
    ) -> bool:
        if index == len(nodes):
            return then(position)
        return self._node(
            nodes[index], position, lambda after: self._sequence(nodes, index + 1, after, then)
        )

    def _node(self, node: Any, position: int, then: Continuation) -> bool:
        self.count += 1
        if self.count > MAX_STEPS:
            raise TooManyStepsError
        kind, value = node
        if kind in LETTERS:
            return self._is(node, position) and then(position + 1)
        if kind is code.BRANCH:
            return any(self._sequence(list(each), 0, position, then) for each in value[1])
        if kind is code.SUBPATTERN:
            return self._group(value[0], list(value[3]), position, then)
        if kind is code.ATOMIC_GROUP:
            return self._atomic(list(value), position, then)
        if kind in {code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT}:
            return self._repeat(kind, value, position, then)
        if kind in {code.ASSERT, code.ASSERT_NOT}:
            direction, inner = value
            start = position if direction > 0 else position - inner.getwidth()[0]
            found = start >= 0 and self._sequence(list(inner), 0, start, lambda _: True)
            return found is (kind is code.ASSERT) and then(position)
        if kind is code.AT:
            return self._is_at(value, position) and then(position)
        if kind is code.GROUPREF:
            begin, end = self.groups.get(value, (0, -1))
            said = self.text[begin:end]
            return end >= 0 and self.text.startswith(said, position) and then(position + len(said))
        raise NotImplementedError(kind)

    def _group(
        self, number: int | None, nodes: Sequence[Any], position: int, then: Continuation
    ) -> bool:
        if number is None:
            return self._sequence(nodes, 0, position, then)

        def close(after: int) -> bool:
            before = self.groups.get(number)
            self.groups[number] = (position, after)
            if then(after):
                return True
            if before is None:
                del self.groups[number]
            else:
                self.groups[number] = before
            return False

        return self._sequence(nodes, 0, position, close)

    def _atomic(self, nodes: Sequence[Any], position: int, then: Continuation) -> bool:
        ends: list[int] = []

        def stop(after: int) -> bool:
            ends.append(after)
            return True

        return self._sequence(nodes, 0, position, stop) and then(ends[0])

    def _repeat(self, kind: Any, value: Any, position: int, then: Continuation) -> bool:
        least, most, inner = value
        nodes = list(inner)
        if most is not code.MAXREPEAT and most > MAX_REPEATS:
            least, most = min(least, MAX_REPEATS), MAX_REPEATS

        if len(nodes) == 1 and nodes[0][0] in LETTERS:
            return self._repeat_letter(kind, nodes[0], (least, most), position, then)

        def again(times: int, after: int, then: Continuation) -> bool:
            def more() -> bool:
                return times < most and self._sequence(
                    nodes,
                    0,
                    after,
                    # Nothing repeated is nothing more.
                    lambda next_: next_ > after and again(times + 1, next_, then),
                )

            if times < least:
                return self._sequence(nodes, 0, after, lambda next_: again(times + 1, next_, then))
            if kind is code.MIN_REPEAT:
                return then(after) or more()
            return more() or then(after)

        if kind is code.POSSESSIVE_REPEAT:
            ends: list[int] = []

            def stop(after: int) -> bool:
                ends.append(after)
                return True

            return again(0, position, stop) and then(ends[0])
        return again(0, position, then)

    def _repeat_letter(
        self, kind: Any, node: Any, bounds: tuple[int, Any], position: int, then: Continuation
    ) -> bool:
        """Repeat a letter without recursion, which Python limits to a thousand calls."""
        least, most = bounds
        run = 0
        while (most is code.MAXREPEAT or run < most) and self._is(node, position + run):
            run += 1
        self.count += run
        if run < least:
            return False
        if kind is code.POSSESSIVE_REPEAT:
            return then(position + run)
        times = range(least, run + 1)
        for each in times if kind is code.MIN_REPEAT else reversed(times):
            self.count += 1
            if then(position + each):
                return True
        return False

    def _is(self, node: Any, position: int) -> bool:
        if position >= len(self.text):
            return False
        letter = self.text[position]
        if node[0] is code.ANY:
            return letter != "\n" or bool(self.flags & re.DOTALL)
        if self.flags & re.IGNORECASE:
            return any(_is_one(node, each) for each in (letter.lower(), letter.upper()))
        return _is_one(node, letter)

    def _is_at(self, where: Any, position: int) -> bool:
        length = len(self.text)
        if where in {code.AT_BEGINNING, code.AT_BEGINNING_STRING}:
            return position == 0
        if where is code.AT_END_STRING:
            return position == length
        if where is code.AT_END:
            return position == length or (position == length - 1 and self.text[-1] == "\n")
        around = self.text[max(0, position - 1) : position], self.text[position : position + 1]
        before, after = (bool(each) and _is_category(code.CATEGORY_WORD, each) for each in around)
        return (before != after) is (where is code.AT_BOUNDARY)

    def _prefixes(self) -> list[str]:
        """Return texts that lead the matcher to each part of the expression."""
        heads = (
            "".join(map(_sample, self.nodes[:length])) for length in range(len(self.nodes) + 1)
        )
        return list(dict.fromkeys(heads))[:MAX_PREFIXES]

    def _pumps(self) -> Iterator[str]:
        letters = list(dict.fromkeys(_letters(self.nodes)))[:MAX_LETTERS]
        yield from letters
        yield from map("".join, product(letters, repeat=2))
        yield "".join(map(_sample, self.nodes))[:MAX_PUMP_LENGTH]


def _is_one(node: Any, letter: str) -> bool:
    kind, value = node
    if kind is code.LITERAL:
        return bool(ord(letter) == value)
    if kind is code.NOT_LITERAL:
        return bool(ord(letter) != value)
    if kind is code.RANGE:
        return bool(value[0] <= ord(letter) <= value[1])
    if kind is code.CATEGORY:
        return _is_category(value, letter)
    negated = bool(value) and value[0][0] is code.NEGATE
    return any(_is_one(each, letter) for each in value if each[0] is not code.NEGATE) != negated


def _is_category(category: Any, letter: str) -> bool:
    name = str(category).removeprefix("CATEGORY_")
    is_word = letter.isalnum() or letter == "_"
    found = {"DIGIT": letter.isdigit(), "SPACE": letter.isspace(), "WORD": is_word}
    return found[name.removeprefix("NOT_")] is not name.startswith("NOT_")


CANDIDATES = " 1aA.,-*/(\n_!é%"


def _sample(node: Any) -> str:
    """Return a short text that the node matches."""
    kind, value = node
    if kind is code.LITERAL:
        return chr(value)
    if kind in {code.IN, code.NOT_LITERAL, code.ANY}:
        return next(iter(_matching(node)), "")
    if kind is code.BRANCH:
        return "".join(map(_sample, value[1][0]))
    if kind is code.SUBPATTERN:
        return "".join(map(_sample, value[3]))
    if kind is code.ATOMIC_GROUP:
        return "".join(map(_sample, value))
    if kind in {code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT}:
        times = max(1, min(int(value[0]), MAX_REPEATS))
        return "".join(map(_sample, value[2])) * times
    return ""


def _letters(nodes: Sequence[Any]) -> Iterator[str]:
    """Return the expression's letters, those of its repetitions first: these can be pumped."""
    yield from _letters_of(nodes, repeated=True)
    yield from _letters_of(nodes, repeated=False)


def _letters_of(nodes: Sequence[Any], *, repeated: bool, inside: bool = False) -> Iterator[str]:
    for node in nodes:
        kind, value = node
        if kind in {code.LITERAL, code.IN, code.NOT_LITERAL, code.ANY}:
            if inside or not repeated:
                yield from _matching(node)[:2]
        elif kind is code.BRANCH:
            for each in value[1][:8]:
                yield from _letters_of(list(each), repeated=repeated, inside=inside)
        elif kind is code.SUBPATTERN:
            yield from _letters_of(list(value[3]), repeated=repeated, inside=inside)
        elif kind is code.ATOMIC_GROUP:
            yield from _letters_of(list(value), repeated=repeated, inside=inside)
        elif kind in {code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT}:
            many = value[1] is code.MAXREPEAT or value[1] > 1
            yield from _letters_of(list(value[2]), repeated=repeated, inside=inside or many)
        elif kind in {code.ASSERT, code.ASSERT_NOT}:
            yield from _letters_of(list(value[1]), repeated=repeated, inside=inside)


def _matching(node: Any) -> list[str]:
    if node[0] is code.LITERAL:
        return [chr(node[1])]
    if node[0] is code.ANY:
        return ["a", " "]
    ranges = (
        [chr(each[1][0]) for each in node[1] if each[0] is code.RANGE] if node[0] is code.IN else []
    )
    literals = (
        [chr(each[1]) for each in node[1] if each[0] is code.LITERAL] if node[0] is code.IN else []
    )
    return [each for each in (*CANDIDATES, *ranges, *literals) if _is_one(node, each)]
