"""Where does a sequence keep to a plan? The cheapest way to lay many sequences over one small graph of steps.

Each visit either moves along the plan, for the price of what it passes over, or stays off it, for a price of its own.
The whole price is the least over all ways; a journey may end anywhere. Sequences with the same end share its prices,
so each distinct end is priced once, however many journeys it is the end of.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

NEVER = 1 << 28
"""A price that is never paid."""


@dataclass(frozen=True)
class Prices:
    """What a visit costs at each position of the plan; one row a symbol, one column a position.

    `move` : to come to the symbol's step from the position, NEVER where no way leads there; `off` : to stay at the
    position; `step` : the position that a symbol moves to. Positions count from 0; `start` is where journeys begin.
    """

    move: npt.NDArray[np.int32]
    off: npt.NDArray[np.int32]
    step: Whole
    start: int


@dataclass(frozen=True)
class Alignment:
    """The distinct sequences, laid over the plan.

    `of` : the number of each given sequence among the distinct ones; `offsets` : where the visits of each distinct
    one begin, with the end of the last; `moved` : whether a visit moves along the plan; `before` : the position it is
    made from; `symbols` : the visits themselves.
    """

    of: Whole
    offsets: Whole
    symbols: Whole
    moved: Flags
    before: Whole


def align(symbols: Whole, offsets: Whole, prices: Prices) -> Alignment:
    """Lay sequences over a plan for the least price.

    symbols : all sequences behind one another; offsets : where each begins, and the end of the last.
    Of equally cheap ways the one is taken that moves at the earliest visit in which they differ.
    """
    ends, tree = _suffixes(symbols, offsets, prices)
    distinct, of = np.unique(ends, return_inverse=True)
    first = np.zeros(len(distinct), np.int64)
    first[of] = np.arange(len(of))
    lengths = (offsets[1:] - offsets[:-1])[first]
    return _walked(distinct, lengths, tree, prices, of.astype(np.int64))


@dataclass(frozen=True)
class _Tree:
    """All distinct ends of the sequences: the first symbol of each, the end behind it, and from which positions its
    first visit moves, a bit each."""

    symbol: Whole
    behind: Whole
    moves: npt.NDArray[np.uint8]


def _suffixes(symbols: Whole, offsets: Whole, prices: Prices) -> tuple[Whole, _Tree]:
    """The tree of all ends, and the number in it of each whole sequence; prices are known from the end forward."""
    lengths = offsets[1:] - offsets[:-1]
    order = np.argsort(-lengths, kind="stable")
    sorted_lengths, last = lengths[order], offsets[1:][order]
    width = len(prices.step)
    positions = prices.move.shape[1]
    node = np.zeros(len(order), np.int64)
    least = np.zeros((1, positions), np.int32)
    base, count = 0, 1
    symbol: list[Any] = [np.zeros(1, np.int64)]
    behind: list[Any] = [np.zeros(1, np.int64)]
    moves: list[Any] = [np.packbits(np.zeros((1, positions), bool), axis=1)]
    longest = int(sorted_lengths[0]) if len(order) else 0
    many = np.searchsorted(-sorted_lengths, -np.arange(1, longest + 1), side="right")
    alone = int(np.searchsorted(-many, -1))
    for length, active in enumerate(many[:alone].tolist(), 1):
        keys = node[:active] * width + symbols[last[:active] - length]
        keys, which = np.unique(keys, return_inverse=True)
        node[:active] = which + count
        after, first = np.divmod(keys, width)
        rest = least[after - base]
        onward = prices.move[first] + rest[np.arange(len(keys)), prices.step[first]][:, None]
        stay = prices.off[first] + rest
        moved = onward <= stay
        least = np.where(moved, onward, stay)
        symbol.append(first)
        behind.append(after)
        moves.append(np.packbits(moved, axis=1))
        base, count = count, count + len(keys)
    if alone < longest:
        first = symbols[last[0] - longest : last[0] - alone][::-1]
        symbol.append(first)
        behind.append(np.append(node[0], np.arange(count, count + len(first) - 1)))
        moves.append(np.packbits(_alone(first, least[node[0] - base], prices), axis=1))
        node[0] = count + len(first) - 1
    ends = np.empty(len(order), np.int64)
    ends[order] = node
    return ends, _Tree(np.concatenate(symbol), np.concatenate(behind), np.concatenate(moves))


def _alone(first: Whole, least: npt.NDArray[np.int32], prices: Prices) -> Flags:
    """Where the longest sequence moves, as far as it is longer than all others: many small steps, so little in each."""
    moved = np.empty((len(first), len(least)), bool)
    steps, onwards, stays = prices.step.tolist(), list(prices.move), list(prices.off)
    for at, one in enumerate(first.tolist()):
        onward, stay = onwards[one] + least[steps[one]], stays[one] + least
        np.less_equal(onward, stay, out=moved[at])
        least = np.minimum(onward, stay)
    return moved


def _walked(distinct: Whole, lengths: Whole, tree: _Tree, prices: Prices, of: Whole) -> Alignment:
    """Each distinct sequence walked from its first visit on."""
    offsets = np.append(0, np.cumsum(lengths))
    total = int(offsets[-1])
    moved, before = np.zeros(total, bool), np.zeros(total, np.int64)
    symbols = np.zeros(total, np.int64)
    order = np.argsort(-lengths, kind="stable")
    here, begins, sorted_lengths = distinct[order], offsets[:-1][order], lengths[order]
    position = np.full(len(order), prices.start, np.int64)
    longest = int(sorted_lengths[0]) if len(order) else 0
    many = np.searchsorted(-sorted_lengths, -np.arange(1, longest + 1), side="right")
    alone = int(np.searchsorted(-many, -1))
    for at, active in enumerate(many[:alone].tolist()):
        node, stands = here[:active], position[:active]
        first = tree.symbol[node]
        goes = (tree.moves[node, stands >> 3] >> (7 - (stands & 7)) & 1).astype(bool)
        places = begins[:active] + at
        moved[places], before[places], symbols[places] = goes, stands, first
        position[:active] = np.where(goes, prices.step[first], stands)
        here[:active] = tree.behind[node]
    if alone < longest:
        steps, one, stand = prices.step.tolist(), int(here[0]), int(position[0])
        for place in range(int(begins[0]) + alone, int(begins[0]) + longest):
            symbol = int(tree.symbol[one])
            goes = bool(tree.moves[one, stand >> 3] >> (7 - (stand & 7)) & 1)
            moved[place], before[place], symbols[place] = goes, stand, symbol
            stand, one = steps[symbol] if goes else stand, int(tree.behind[one])
    return Alignment(of, offsets, symbols, moved, before)
