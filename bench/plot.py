"""One small plot as SVG: cost against size, both axes logarithmic."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from html import escape

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 380, 62, 190, 16, 46
COLOURS = ("#17566a", "#5f9fb4", "#b4532a", "#dc9a6c", "#6b6b6b")
Point = tuple[float, float]
Scale = Callable[[float], float]


def svg(lines: Mapping[str, Sequence[Point]], x_label: str, y_label: str) -> str:
    """Each named line with its points (x, y), both above 0."""
    xs = [x for points in lines.values() for x, _ in points]
    ys = [y for points in lines.values() for _, y in points]
    across, up = _decades(xs), _decades(ys)
    scale_x = _scale(across, LEFT, WIDTH - RIGHT)
    scale_y = _scale(up, HEIGHT - BOTTOM, TOP)
    parts = [_grid(across, up, scale_x, scale_y, x_label, y_label)]
    for number, (name, points) in enumerate(lines.items()):
        places = [(scale_x(x), scale_y(y)) for x, y in points]
        parts.append(_line(name, places, COLOURS[number % len(COLOURS)], TOP + 14 + 20 * number))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="system-ui,sans-serif" font-size="12" fill="#333">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>{"".join(parts)}</svg>\n'
    )


def _decades(values: Sequence[float]) -> list[int]:
    """The powers of ten around all values."""
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return list(range(low, max(high, low + 1) + 1))


def _scale(decades: Sequence[int], first: float, last: float) -> Scale:
    """A value's place between two pixels, by its logarithm."""
    step = (last - first) / (decades[-1] - decades[0])
    return lambda value: round(first + (math.log10(value) - decades[0]) * step, 1)


def _grid(
    across: Sequence[int],
    up: Sequence[int],
    scale_x: Scale,
    scale_y: Scale,
    x_label: str,
    y_label: str,
) -> str:
    bottom, right = HEIGHT - BOTTOM, WIDTH - RIGHT
    parts = []
    for power in up:
        y = scale_y(10.0**power)
        parts.append(f'<path d="M{LEFT} {y}H{right}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y + 4}" text-anchor="end">{10.0**power:g}</text>')
    for power in across:
        x = scale_x(10.0**power)
        parts.append(f'<path d="M{x} {TOP}V{bottom}" stroke="#ddd"/>')
        parts.append(f'<text x="{x}" y="{bottom + 18}" text-anchor="middle">{10**power:,}</text>')
    middle = (LEFT + right) / 2
    parts.append(
        f'<text x="{middle}" y="{HEIGHT - 8}" text-anchor="middle">{escape(x_label)}</text>'
    )
    turned = f"translate(14 {(TOP + bottom) / 2}) rotate(-90)"
    parts.append(f'<text transform="{turned}" text-anchor="middle">{escape(y_label)}</text>')
    return "".join(parts)


def _line(name: str, places: Sequence[Point], colour: str, legend: float) -> str:
    path = "L".join(f"{x} {y}" for x, y in places)
    dots = "".join(f'<circle cx="{x}" cy="{y}" r="3.5" fill="{colour}"/>' for x, y in places)
    left = WIDTH - RIGHT + 16
    return (
        f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>{dots}'
        f'<path d="M{left} {legend}h18" stroke="{colour}" stroke-width="2"/>'
        f'<text x="{left + 24}" y="{legend + 4}">{escape(name)}</text>'
    )
