"""The timeline drawn as SVG: what took place is filled, plans are hollow, what was called off is crossed, and dates that are
not sure fade or are hatched. Colour says nothing that shape, pattern and words do not say too.

The drawing has classes and no styles of its own (`paper.css` has them), no scripts, and no address outside the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from html import escape

from detente.views.timeline import Row, Standing, Stretch, Timeline
from detente.views.wording import clip, counted, date_words

#: Sizes in the drawing's own units (pixels at full width).
WIDTH, GUTTER, RIGHT = 980, 228, 18
_ROW, _TOP, _SAID, _LEGEND = 44, 30, 48, 58

#: About how wide a letter of a label is.
_LETTER = 7.1

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

#: How far an open date is drawn.
_FADE = (WIDTH - GUTTER) / 9

#: A link for a round's key, or None.
Linker = Callable[[str], str | None]


def draw(timeline: Timeline, name: str, *, link: Linker = lambda _key: None, identity: str = "tl") -> str:
    """The timeline as one `<svg>` element. `identity` keeps the ids of several drawings on one page apart."""
    height = _TOP + _SAID + _ROW * len(timeline.rows) + _LEGEND
    title = f"Timeline of {name}, {date_words(timeline.first.isoformat())} to {date_words(timeline.last.isoformat())}"
    parts = [
        f'<svg class="timeline" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="group" '
        f'aria-labelledby="{identity}-title" aria-describedby="{identity}-desc" xmlns="http://www.w3.org/2000/svg">',
        f'<title id="{identity}-title">{escape(title)}</title><desc id="{identity}-desc">{escape(_described(timeline))}</desc>',
        _patterns(identity),
        _ahead(timeline, height),
        *_axis(timeline, height),
        *_said(timeline),
    ]
    for number, row in enumerate(timeline.rows):
        parts += _row(timeline, row, _TOP + _SAID + _ROW * number, link, identity)
    parts += _today(timeline, height)
    parts += _legend(height - _LEGEND, identity)
    return "".join([*parts, "</svg>"])


def _described(timeline: Timeline) -> str:
    return ". ".join(f"{row.name}: {row.status}, {row.words}" for row in timeline.rows)


def _x(timeline: Timeline, day: date, part: float = 0.5) -> float:
    """Where a day is; `part` 0 is its morning, 1 its end."""
    whole = (timeline.last - timeline.first).days + 1
    share = ((day - timeline.first).days + part) / whole
    return round(GUTTER + max(0.0, min(1.0, share)) * (WIDTH - GUTTER - RIGHT), 1)


def _patterns(identity: str) -> str:
    fades = "".join(
        f'<linearGradient id="{identity}-{name}" x1="0" x2="1" y1="0" y2="0">'
        + "".join(f'<stop class="tl-stop" offset="{at}" stop-opacity="{opacity}"/>' for at, opacity in stops)
        + "</linearGradient>"
        for name, stops in {
            "out": ((0, 0.9), (0.25, 0.55), (1, 0)),
            "in": ((0, 0), (0.75, 0.55), (1, 0.9)),
            "both": ((0, 0), (0.35, 0.75), (0.65, 0.75), (1, 0)),
        }.items()
    )
    hatch = (
        f'<pattern id="{identity}-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<path class="tl-hatch" d="M0 0V6"/></pattern>'
    )
    return f"<defs>{fades}{hatch}</defs>"


def _axis(timeline: Timeline, height: int) -> Iterator[str]:
    bottom = height - _LEGEND
    previous = -100.0
    for day, words, strong in _ticks(timeline):
        x = _x(timeline, day, 0)
        yield f'<path class="tl-grid{" tl-year" if strong else ""}" d="M{x} {_TOP - 6}V{bottom}"/>'
        if x - previous > 34 and x < WIDTH - 30:
            yield f'<text class="tl-tick" x="{x + 3}" y="{_TOP - 10}">{words}</text>'
            previous = x + 6 * (len(words) - 3)
    yield f'<path class="tl-axis" d="M{GUTTER} {_TOP - 6}H{WIDTH - RIGHT}"/>'


def _ticks(timeline: Timeline) -> Iterator[tuple[date, str, bool]]:
    """The days to which the axis gives a line: weeks, months, quarters or years, by how long it is."""
    span = (timeline.last - timeline.first).days
    if span <= 70:
        day = timeline.first + timedelta(days=(7 - timeline.first.weekday()) % 7)
        while day <= timeline.last:
            yield day, f"{day.day} {_MONTHS[day.month - 1]}" + (f" {day.year}" if day.day <= 7 and day.month == 1 else ""), day.day <= 7
            day += timedelta(days=7)
        return
    every = 1 if span <= 500 else 3 if span <= 1500 else 12
    year, month = timeline.first.year, timeline.first.month
    named = None
    while True:
        month += 1
        if month > 12:
            year, month = year + 1, 1
        day = date(year, month, 1)
        if day > timeline.last:
            return
        if (month - 1) % every:
            continue
        new_year = named != year
        named = year
        yield day, f"{_MONTHS[month - 1]} {year}" if new_year else _MONTHS[month - 1], month == 1


def _said(timeline: Timeline) -> Iterator[str]:
    """A stroke for each day on which something was said, as high as there were claims."""
    base = _TOP + _SAID - 12
    yield f'<text class="tl-name" x="0" y="{base - 12}">Said</text><text class="tl-small" x="0" y="{base + 3}">claims a day</text>'
    yield f'<path class="tl-line" d="M{GUTTER} {base}H{WIDTH - RIGHT}"/>'
    most = max((count for _, count in timeline.said), default=1)
    for day, count in timeline.said:
        if timeline.first <= day <= timeline.last:
            x, high = _x(timeline, day), 4 + 20 * count / most
            title = f"{date_words(day.isoformat())}: {counted(count, 'claim')}"
            yield f'<path class="tl-said" d="M{x} {base}v{-high:.1f}"><title>{escape(title)}</title></path>'


def _row(timeline: Timeline, row: Row, top: int, link: Linker, identity: str) -> Iterator[str]:
    middle = top + _ROW // 2
    yield f'<g class="tl-row tl-{row.standing}"><title>{escape(f"{row.name}: {row.status}, {row.words}")}</title>'
    yield f'<path class="tl-line" d="M0 {top}H{WIDTH - RIGHT}"/>'
    target = link(row.key) if row.key else None
    name = f'<text class="tl-name" x="0" y="{middle - 3}">{escape(clip(row.name, 34))}</text>'
    yield f'<a href="{escape(target)}">{name}</a>' if target else name
    yield f'<text class="tl-small" x="0" y="{middle + 12}">{escape(clip(row.status, 40))}</text>'
    yield from _steps(timeline, row, middle)
    if row.when is not None:
        yield from _when(timeline, row.when, row.standing, middle, identity)
    yield _label(timeline, row, middle)
    yield "</g>"


def _steps(timeline: Timeline, row: Row, middle: int) -> Iterator[str]:
    """The days on which a round's status was given, on a thin line."""
    if not row.steps:
        return
    days = [day for day, _, _ in row.steps]
    ends = [*days, *(d for d in ((row.when.first or row.when.last) if row.when else None,) if d)]
    yield f'<path class="tl-life" d="M{_x(timeline, min(ends))} {middle}H{_x(timeline, max(ends))}"/>'
    for day, status, by in row.steps:
        words = f"{date_words(day.isoformat())}: {status.replace('_', ' ')}" + (f", {by}" if by else "")
        yield f'<circle class="tl-step" cx="{_x(timeline, day)}" cy="{middle}" r="2.6"><title>{escape(words)}</title></circle>'


def _when(timeline: Timeline, when: Stretch, standing: Standing, middle: int, identity: str) -> Iterator[str]:
    if when.sureness == "choice":
        ends = [_x(timeline, s.first or s.last or timeline.first) for s in when.choices]
        yield f'<path class="tl-or" d="M{min(ends)} {middle}H{max(ends)}"/>'
        for choice in when.choices:
            yield from _when(timeline, choice, standing, middle, identity)
        return
    left = _x(timeline, when.first, 0) if when.first else None
    right = _x(timeline, when.last, 1) if when.last else None
    if left is not None and right is not None and when.sureness == "exact" and right - left < 16:
        yield _sign(standing, (left + right) / 2, middle)
        return
    if left is None or right is None:
        yield from _open(standing, left, right, middle, identity)
        return
    if right - left < 12:
        left, right = (left + right) / 2 - 6, (left + right) / 2 + 6
    box = f'x="{left:.1f}" y="{middle - 8}" width="{right - left:.1f}" height="16"'
    if when.sureness == "exact":
        yield f'<rect class="tl-bar" {box} rx="{0 if standing == "happened" else 7}"/>'
        if standing == "off":
            up, down = middle - 8, middle + 8
            yield f'<path class="tl-cross" d="M{left:.1f} {up}L{right:.1f} {down}M{left:.1f} {down}L{right:.1f} {up}"/>'
        return
    kind, fill = ("tl-fade", "both") if when.sureness == "about" else ("tl-within", "hatch")
    yield f'<rect class="{kind}" {box} fill="url(#{identity}-{fill})"/>'
    yield _sign(standing, (left + right) / 2, middle)


def _open(standing: Standing, left: float | None, right: float | None, middle: int, identity: str) -> Iterator[str]:
    """A date that is open at an end: it fades, and no edge says that it stops."""
    if left is not None:
        fill, low, high, at = "out", left, min(left + _FADE, WIDTH - 2.0), left
    else:
        at = right or float(GUTTER)
        fill, low, high = "in", max(at - _FADE, float(GUTTER)), at
    wide = max(0.0, high - low)
    yield f'<rect class="tl-fade" x="{low:.1f}" y="{middle - 8}" width="{wide:.1f}" height="16" fill="url(#{identity}-{fill})"/>'
    yield _sign(standing, at, middle)


def _sign(standing: Standing, x: float, y: float) -> str:
    """The sign of one day: a filled square took place, a half-filled circle goes on, a hollow diamond is planned, a crossed one is off."""
    diamond = f"M{x:.1f} {y - 9}l9 9l-9 9l-9 -9z"
    if standing == "happened":
        return f'<rect class="tl-sign" x="{x - 7:.1f}" y="{y - 7}" width="14" height="14"/>'
    if standing == "going_on":
        return (
            f'<circle class="tl-hollow" cx="{x:.1f}" cy="{y}" r="7.5"/><path class="tl-sign" d="M{x:.1f} {y - 7.5}a7.5 7.5 0 0 0 0 15z"/>'
        )
    if standing == "off":
        return f'<path class="tl-hollow" d="{diamond}"/><path class="tl-cross" d="M{x - 6:.1f} {y - 6}l12 12m0 -12l-12 12"/>'
    return f'<path class="tl-hollow" d="{diamond}"/>'


def _label(timeline: Timeline, row: Row, middle: int) -> str:
    """The date in words beside the sign, on the side where there is room."""
    if row.when is None:
        ends = [_x(timeline, day) for day, _, _ in row.steps]
        left, right = min(ends, default=GUTTER), max(ends, default=GUTTER)
    else:
        reach = _FADE
        left = _x(timeline, row.when.first, 0) if row.when.first else _x(timeline, row.when.last or timeline.first) - reach
        right = _x(timeline, row.when.last, 1) if row.when.last else left + reach
    words = clip(row.words, 60)
    wide = _LETTER * len(words)
    behind = max((_x(timeline, day) for day, _, _ in row.steps), default=0.0)
    if max(right, left + 10) + 12 + wide < WIDTH - RIGHT:
        # Above the line where a later word of it stands there, else on it.
        y = middle - 9 if behind > right + 4 else middle + 4
        return f'<text class="tl-date" x="{max(right, left + 8) + 8:.1f}" y="{y}">{escape(words)}</text>'
    return (
        f'<text class="tl-date tl-end" x="{max(min(left, WIDTH - RIGHT) - 12, GUTTER + wide):.1f}" y="{middle - 9}">{escape(words)}</text>'
    )


def _ahead(timeline: Timeline, height: int) -> str:
    """The ground of the days that lie ahead."""
    if timeline.as_of >= timeline.last:
        return ""
    x = _x(timeline, timeline.as_of, 1)
    return f'<rect class="tl-ahead" x="{x}" y="{_TOP - 6}" width="{WIDTH - RIGHT - x:.1f}" height="{height - _LEGEND - _TOP + 6}"/>'


def _today(timeline: Timeline, height: int) -> Iterator[str]:
    """The day that is asked for."""
    bottom = height - _LEGEND
    beyond = timeline.as_of > timeline.last
    x = WIDTH - RIGHT if beyond else _x(timeline, timeline.as_of, 1)
    yield f'<path class="tl-now" d="M{x} {_TOP - 6}V{bottom}"/>'
    words = f"as of {date_words(timeline.as_of.isoformat())}" + (" →" if beyond else "")
    end = x + 150 > WIDTH
    yield f'<text class="tl-now-words{" tl-end" if end else ""}" x="{x - 4 if end else x + 4}" y="{bottom + 14}">{words}</text>'


def _legend(top: int, identity: str) -> Iterator[str]:
    y = top + 38
    signs: tuple[tuple[Standing, str], ...] = (
        ("happened", "took place, or kept"),
        ("going_on", "going on"),
        ("planned", "planned or promised"),
        ("off", "called off, denied, broken"),
    )
    x = 10.0
    for standing, words in signs:
        yield f'<g class="tl-{standing}">{_sign(standing, x, y)}</g><text class="tl-small" x="{x + 14}" y="{y + 4}">{words}</text>'
        x += 34 + 6.4 * len(words)
    for fill, words in (("hatch", "some day within"), ("out", "open or about")):
        shape = "tl-within" if fill == "hatch" else "tl-fade"
        yield f'<g class="tl-planned"><rect class="{shape}" x="{x}" y="{y - 7}" width="26" height="14" fill="url(#{identity}-{fill})"/></g>'
        yield f'<text class="tl-small" x="{x + 32}" y="{y + 4}">{words}</text>'
        x += 52 + 6.4 * len(words)
    yield f'<circle class="tl-step" cx="{x}" cy="{y}" r="2.6"/><text class="tl-small" x="{x + 8}" y="{y + 4}">status given</text>'
