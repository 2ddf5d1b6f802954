"""Draws the ornaments of the paper as SVG path data: a lattice of rhombi and a guilloche rosette.

The lattice follows the geometry of Banten's batik: rhombi, each with a smaller one and a seed
inside. It is drawn by rule, in millimetres, so that it stays sharp at every size.
"""

import math
from collections.abc import Iterable, Sequence

Point = tuple[float, float]
# Enough for a curve without visible corners, few enough to be drawn for every certificate.
POINTS_PER_PETAL = 6


def rhombus(center: Point, half_width: float, half_height: float) -> str:
    """Return a closed rhombus."""
    x, y = center
    corners = (
        (x, y - half_height),
        (x + half_width, y),
        (x, y + half_height),
        (x - half_width, y),
    )
    return _line(corners) + "Z"


def wedge(base: Point, half_width: float, height: float) -> str:
    """Return a closed triangle that stands on `base` (negative height: hangs from it)."""
    x, y = base
    return _line(((x - half_width, y), (x + half_width, y), (x, y + height))) + "Z"


def lattice_band(length: float, height: float, count: int) -> dict[str, str]:
    """Return a horizontal band of `count` rhombi: outlines, inner rhombi, seeds, half-way wedges.

    The band starts and ends between two rhombi, so that bands meet in the corners.
    """
    step = length / count
    middle = height / 2
    centers = [((index + 0.5) * step, middle) for index in range(count)]
    wedges = [
        ((index * step, edge), inward)
        for index in range(1, count)
        for edge, inward in ((0.0, 1), (height, -1))
    ]
    return {
        "outline": "".join(rhombus(center, step / 2, middle) for center in centers),
        "inner": "".join(rhombus(center, step * 0.31, middle * 0.62) for center in centers),
        "seed": "".join(rhombus(center, step * 0.12, middle * 0.24) for center in centers),
        "wedge": "".join(
            wedge(point, step * 0.2, middle * 0.4 * inward) for point, inward in wedges
        ),
    }


def rosette(radius: float, *, petals: int, depth: float, turns: int) -> str:
    """Return a guilloche: one line that winds `turns` times around, breathing `petals` times.

    `petals` and `turns` need to be coprime, so that the line closes only after the last turn.
    """
    steps = petals * POINTS_PER_PETAL
    points = []
    for step in range(steps):
        share = step / steps
        reach = radius * (1 - depth + depth * math.cos(math.tau * petals * share))
        angle = math.tau * turns * share
        points.append((reach * math.cos(angle), reach * math.sin(angle)))
    return _spline(points)


def _spline(points: Sequence[Point]) -> str:
    """Return a closed smooth line along `points`, which are the controls between their middles."""
    following = [*points[1:], points[0]]
    middles = [((x + u) / 2, (y + v) / 2) for (x, y), (u, v) in zip(points, following, strict=True)]
    curves = (
        f"Q{_number(x)} {_number(y)} {_number(u)} {_number(v)}"
        for (x, y), (u, v) in zip(points, middles, strict=True)
    )
    return f"M{_number(middles[-1][0])} {_number(middles[-1][1])}{''.join(curves)}Z"


def _line(points: Iterable[Point]) -> str:
    return "M" + "L".join(f"{_number(x)} {_number(y)}" for x, y in points)


def _number(value: float) -> str:
    """Write a coordinate in hundredths of a millimetre, without idle zeros."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
