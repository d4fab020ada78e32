"""Somebody who wants to know what was hidden: every sum there is, solved for the least and the
most that each hidden count can be. Written apart from the product's own way of hiding."""

from collections.abc import Hashable, Iterable, Mapping

import numpy as np

Equation = Mapping[Hashable, int]
"""Unknowns with their factors; known numbers are moved to the other side before."""
TINY = 1e-7


def reach(
    equations: Iterable[Equation], truth: Mapping[Hashable, int], least: Mapping[Hashable, int],
    aim: Equation,
) -> tuple[float, float]:  # fmt: skip
    """The least and the most of a sum of unknowns, given that the truth solves the equations.

    `truth` are the unknowns' real values, from which the search starts; the answer does not
    depend on them, as the feasible numbers are one region without holes.
    """
    order = {key: place for place, key in enumerate(truth)}
    table = np.array([[each.get(key, 0) for key in order] for each in equations], dtype=float)
    free = _free_directions(table.reshape(-1, len(order)))
    slack = np.array([truth[key] - least[key] for key in order], dtype=float)
    goal = np.array([aim.get(key, 0) for key in order], dtype=float) @ free
    value = sum(by * truth[key] for key, by in aim.items())
    if not free.shape[1] or not np.abs(goal).max() > TINY:
        return value, value
    return value - _most(-free, slack, -goal), value + _most(-free, slack, goal)


def _free_directions(table: np.ndarray) -> np.ndarray:
    """The ways the unknowns can change together without any equation noticing, as columns."""
    rows, width, pivots = table.copy(), table.shape[1], []
    row = 0
    for column in range(width):
        if row == len(rows):
            break
        best = row + int(np.abs(rows[row:, column]).argmax())
        if abs(rows[best, column]) < TINY:
            continue
        rows[[row, best]] = rows[[best, row]]
        rows[row] /= rows[row, column]
        for other in range(len(rows)):
            if other != row:
                rows[other] -= rows[other, column] * rows[row]
        pivots.append(column)
        row += 1
    others = [column for column in range(width) if column not in pivots]
    free = np.zeros((width, len(others)))
    for place, column in enumerate(others):
        free[column, place] = 1
        for at, pivot in enumerate(pivots):
            free[pivot, place] = -rows[at, column]
    return free


def _most(rows: np.ndarray, slack: np.ndarray, goal: np.ndarray) -> float:
    """Linear programming by hand: the most of goal·w where rows·w ≤ slack, w of either sign."""
    many, wide = rows.shape
    table = np.hstack([rows, -rows, np.eye(many), slack.reshape(-1, 1)])
    bottom = np.concatenate([-goal, goal, np.zeros(many + 1)])
    basis = list(range(2 * wide, 2 * wide + many))
    for _ in range(5000):
        entering = np.flatnonzero(bottom[:-1] < -TINY)
        if not len(entering):
            return float(bottom[-1])
        column = int(entering[0])  # the first that helps, so that nothing goes round in circles
        able = np.flatnonzero(table[:, column] > TINY)
        if not len(able):
            return float("inf")
        ratios = table[able, -1] / table[able, column]
        ties = able[ratios <= ratios.min() + TINY]
        row = min(ties, key=lambda each: basis[each])
        table[row] /= table[row, column]
        for other in range(many):
            if other != row and abs(table[other, column]) > TINY:
                table[other] -= table[other, column] * table[row]
        bottom -= bottom[column] * table[row]
        basis[row] = column
    raise AssertionError("the attack did not come to an end")
