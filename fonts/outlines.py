"""Fewer points for the same outlines.

A face drawn like print from worn type, or turned from another kind of outline, has three times the
points that its shapes need, and each of them is hashed, copied, measured and deflated whenever a
page is written. Here each contour is set anew of lines and quadratic curves, with the fewest points
that keep every place of it within a stated distance of the original.
"""

import numpy as np
from fontTools.pens.basePen import decomposeQuadraticSegment
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen

# Places looked at on each segment, and segments that one new curve may stand for.
SAMPLES = 4
LONGEST = 12


def contours(glyphs, name):
    """The contours of a glyph as segments (start, control point or None, end)."""
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    found, start, at = [], None, None
    for operation, points in pen.value:
        if operation == "moveTo":
            start = at = points[0]
            found.append([])
        elif operation == "lineTo":
            if points[0] != at:
                found[-1].append((at, None, points[0]))
            at = points[0]
        elif operation == "qCurveTo":
            if points[-1] is None:  # a contour without any point on it
                start = at = tuple((a + b) / 2 for a, b in zip(points[-2], points[0]))
                found.append([])
                points = (*points[:-1], start)
            for control, end in decomposeQuadraticSegment(points):
                found[-1].append((at, control, end))
                at = end
        elif operation == "closePath" and at != start:
            found[-1].append((at, None, start))
    return [segments for segments in found if segments]


def curve(u, a, c, b):
    """The places at `u` of the curves from `a` to `b` with the control points `c`."""
    u = u[..., None]
    return (1 - u) ** 2 * a[:, None] + 2 * u * (1 - u) * c[:, None] + u * u * b[:, None]


def nearer(u, p, a, c, b):
    """Moves each `u` towards the place of its curve that is nearest to `p`."""
    along = 2 * (1 - u)[..., None] * (c - a)[:, None] + 2 * u[..., None] * (b - c)[:, None]
    step = ((p - curve(u, a, c, b)) * along).sum(-1) / np.maximum((along**2).sum(-1), 1e-9)
    return np.clip(u + step, 0, 1)


def lines_off(p, a, b):
    """How far the places `p` are from the lines from `a` to `b`, at most."""
    ab = b - a
    length = np.hypot(ab[:, 0], ab[:, 1])
    unit = ab / np.maximum(length, 1e-9)[:, None]
    rel = p - a[:, None]
    beside = np.abs(rel[..., 0] * unit[:, None, 1] - rel[..., 1] * unit[:, None, 0])
    along = (rel * unit[:, None]).sum(-1)
    beyond = np.maximum(np.maximum(-along, along - length[:, None]), 0)
    return np.where(length > 0, np.maximum(beside, beyond).max(1), np.inf)


def fitted(p, a, b):
    """The control points of the curves from `a` to `b` that pass `p` closest."""
    steps = np.hypot(*np.moveaxis(np.diff(p, axis=1), -1, 0))
    u = np.concatenate([np.zeros((len(p), 1)), np.cumsum(steps, axis=1)], axis=1)
    u /= np.maximum(u[:, -1:], 1e-9)
    for _ in range(3):
        weight = (2 * u * (1 - u))[..., None]
        rest = p - curve(u, a, np.zeros_like(a), b)
        c = (weight * rest).sum(1) / np.maximum((weight**2).sum(1), 1e-9)
        u = nearer(u, p, a, c, b)
    return u, c


def simplified(segments, tolerance):
    """A closed contour with as few points as the tolerance (in units of the em) allows."""
    count = len(segments)
    if count < 3:
        return segments
    ends = np.array([start for start, _, _ in segments], float)
    following = np.roll(ends, -1, axis=0)
    middles = (ends + following) / 2
    controls = np.array([c or m for (_, c, _), m in zip(segments, middles.tolist())], float)
    u = np.tile(np.arange(SAMPLES) / SAMPLES, (count, 1))
    places = curve(u, ends, controls, following).reshape(-1, 2)
    # The sharpest corner is a good place to begin.
    into, out = ends - np.roll(controls, 1, axis=0), controls - ends
    turn = np.arctan2(into[:, 0] * out[:, 1] - into[:, 1] * out[:, 0], (into * out).sum(1))
    first = int(np.argmax(np.abs(turn)))
    places = np.roll(places, -first * SAMPLES, axis=0)
    places = np.vstack([places, places[:1]])
    segments = segments[first:] + segments[:first]
    points = np.round(np.roll(ends, -first, axis=0))
    points = np.vstack([points, points[:1]])

    longest = min(LONGEST, count - 1)
    choices = []  # by length, then by start
    for length in range(1, longest + 1):
        starts = np.arange(count - length + 1)
        p = places[starts[:, None] * SAMPLES + np.arange(length * SAMPLES + 1)]
        a, b = points[starts], points[starts + length]
        u, c = fitted(p, a, b)
        if length == 1:
            own = [segment[1] or tuple(m) for segment, m in zip(segments, (a + b) / 2)]
            c = np.array(own, float)
        c = np.round(c)
        for _ in range(2):
            u = nearer(u, p, a, c, b)
        off = np.hypot(*np.moveaxis(p - curve(u, a, c, b), -1, 0)).max(1)
        off[(np.diff(u, axis=1) < -1e-6).any(1)] = np.inf
        choices.append((lines_off(p, a, b).tolist(), off.tolist(), c.astype(int).tolist()))

    # The best way to each point: points, sum of squares, where from, control point.
    best = [(0, 0.0, None, None)]
    for j in range(1, count + 1):
        ways = []
        for length in range(1, min(longest, j) + 1):
            i = j - length
            line, off, c = (table[i] for table in choices[length - 1])
            # What cannot be told shorter stays as it is, its ends on whole units.
            kept = length == 1
            if line <= tolerance or kept and segments[i][1] is None:
                ways.append((best[i][0] + 1, best[i][1] + line**2, i, None))
            if off <= tolerance or kept and segments[i][1] is not None:
                ways.append((best[i][0] + 2, best[i][1] + off**2, i, tuple(c)))
        best.append(min(ways, key=lambda way: way[:2]))
    result, j = [], count
    while j:
        _, _, i, control = best[j]
        result.append((tuple(points[i].astype(int).tolist()), control,
                       tuple(points[j].astype(int).tolist())))  # fmt: skip
        j = i
    return result[::-1]


def drawn(all_segments):
    """A glyph of a `glyf` table."""
    pen = TTGlyphPen(None)
    for segments in all_segments:
        pen.moveTo(segments[0][0])
        for index, (_, control, end) in enumerate(segments):
            if control is not None:
                pen.qCurveTo(control, end)
            elif index < len(segments) - 1:
                pen.lineTo(end)
        pen.closePath()
    return pen.glyph(dropImpliedOnCurves=True)


def simplify(font, tolerance):
    """Sets all glyphs of a TrueType font anew."""
    glyphs, glyf = font.getGlyphSet(), font["glyf"]
    new = {}
    for name in font.getGlyphOrder():
        if glyf[name].numberOfContours:
            segments = [simplified(segments, tolerance) for segments in contours(glyphs, name)]
            new[name] = drawn(segments)
    for name, glyph in new.items():
        glyf[name] = glyph
        glyph.recalcBounds(glyf)
        advance, _ = font["hmtx"].metrics[name]
        font["hmtx"].metrics[name] = (advance, getattr(glyph, "xMin", 0))
