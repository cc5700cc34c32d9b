"""Small plots as SVG text: no script, no network, colours from the page's own style.

Every text that comes from outside is escaped here; what is returned is safe to put in a page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

WIDTH, HEIGHT = 460, 270
LEFT, RIGHT, TOP, BOTTOM = 46, 12, 14, 42
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Series:
    """A named line; `style` is its number in the page's palette; `band` holds (x, low, high)."""

    name: str
    style: int
    points: Sequence[Point]
    band: Sequence[tuple[float, float, float]] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """A value with the interval or the further value (`tick`) that goes with it."""

    name: str
    style: int
    value: float
    label: str
    low: float | None = None
    high: float | None = None
    tick: float | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """Data coordinates to pixels."""

    x_low: float
    x_high: float
    y_high: float = 1.0

    def x(self, value: float) -> float:
        share = (value - self.x_low) / ((self.x_high - self.x_low) or 1)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def y(self, value: float) -> float:
        return round(HEIGHT - BOTTOM - value / self.y_high * (HEIGHT - TOP - BOTTOM), 1)


def lines(
    series: Sequence[Series],
    *,
    title: str,
    x_label: str,
    y_label: str,
    x_ticks: Sequence[float],
    diagonal: bool = False,
    dots_only: bool = False,
) -> Markup:
    """Lines over shares from 0 to 1."""
    frame = Frame(min(x_ticks), max(x_ticks))
    parts = [_grid(frame, x_ticks, x_label, y_label)]
    if diagonal:
        a, b = (frame.x(0), frame.y(0)), (frame.x(1), frame.y(1))
        parts.append(f'<path class="guide" d="M{a[0]} {a[1]}L{b[0]} {b[1]}"/>')
    parts += [_band(frame, one) for one in series if one.band]
    parts += [_line(frame, one, dots_only) for one in series]
    return _figure(title, parts, HEIGHT, series)


def bars(groups: Sequence[tuple[str, Sequence[Bar]]], *, title: str, highest: float) -> Markup:
    """Horizontal bars in named groups, one below the other."""
    parts, y = [], 6.0
    for name, members in groups:
        parts.append(f'<text class="group" x="0" y="{y + 12}">{escape(name)}</text>')
        y += 18
        for bar in members:
            parts.append(_bar(bar, y, highest))
            y += 18
        y += 6
    return _figure(title, parts, int(y + 4))


def _grid(frame: Frame, x_ticks: Sequence[float], x_label: str, y_label: str) -> str:
    parts = []
    for step in range(6):
        value = step / 5
        y = frame.y(value)
        parts.append(f'<path class="grid" d="M{LEFT} {y}H{WIDTH - RIGHT}"/>')
        parts.append(
            f'<text class="tick" x="{LEFT - 6}" y="{y + 4}" text-anchor="end">{100 * value:.0f}</text>'
        )
    for value in x_ticks:
        shown = f"{value:g}" if max(x_ticks) > 1 else f"{100 * value:.0f}"
        parts.append(
            f'<text class="tick" x="{frame.x(value)}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{shown}</text>'
        )
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(
        f'<text class="axis" x="{middle}" y="{HEIGHT - 6}" text-anchor="middle">{escape(x_label)}</text>'
    )
    parts.append(
        f'<text class="axis" transform="translate(11 {(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)" text-anchor="middle">{escape(y_label)} (%)</text>'
    )
    return "".join(parts)


def _band(frame: Frame, series: Series) -> str:
    there = [f"{frame.x(x)} {frame.y(high)}" for x, _, high in series.band]
    back = [f"{frame.x(x)} {frame.y(low)}" for x, low, _ in reversed(series.band)]
    return f'<path class="band s{series.style}" d="M{"L".join([*there, *back])}Z"/>'


def _line(frame: Frame, series: Series, dots_only: bool) -> str:
    places = [(frame.x(x), frame.y(y)) for x, y in series.points]
    path = "L".join(f"{x} {y}" for x, y in places)
    drawn = "" if dots_only or not places else f'<path class="line s{series.style}" d="M{path}"/>'
    if len(places) > 30:
        return drawn
    dots = (
        f'<circle class="dot s{series.style}" cx="{x}" cy="{y}" r="3.2"><title>{escape(series.name)}: {100 * value[1]:.1f} %</title></circle>'
        for (x, y), value in zip(places, series.points, strict=True)
    )
    return drawn + "".join(dots)


def _bar(bar: Bar, y: float, highest: float) -> str:
    start, room = 96, WIDTH - 96 - 62

    def x(value: float) -> float:
        return round(start + min(value / (highest or 1), 1) * room, 1)

    parts = [
        f'<text class="name" x="{start - 6}" y="{y + 11}" text-anchor="end">{escape(bar.name)}</text>',
        f'<rect class="bar s{bar.style}" x="{start}" y="{y + 1}" width="{max(x(bar.value) - start, 1):.1f}" height="13" rx="2"/>',
    ]
    if bar.low is not None and bar.high is not None:
        parts.append(f'<path class="whisker" d="M{x(bar.low)} {y + 7.5}H{x(bar.high)}"/>')
    if bar.tick is not None:
        parts.append(
            f'<path class="whisker" d="M{x(bar.value)} {y + 7.5}H{x(bar.tick)}M{x(bar.tick)} {y + 2}V{y + 13}"/>'
        )
    edge = x(max(bar.value, bar.high or 0, bar.tick or 0)) + 6
    parts.append(f'<text class="value" x="{edge}" y="{y + 12}">{escape(bar.label)}</text>')
    return "".join(parts)


def _figure(title: str, parts: Sequence[str], height: int, series: Sequence[Series] = ()) -> Markup:
    legend = "".join(
        f'<span class="key"><i class="s{one.style}"></i>{escape(one.name)}</span>' for one in series
    )
    return Markup(
        f'<figure class="plot"><figcaption>{escape(title)}</figcaption>'
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(title)}">'
        f"{''.join(parts)}</svg>"
        + (f'<p class="legend">{legend}</p>' if legend else "")
        + "</figure>"
    )
