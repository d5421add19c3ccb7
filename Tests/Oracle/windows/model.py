"""What queries with closing windows, sessions and bounds in time must answer at the end, row by row and slowly.

Written from the documentation, not from the engine: every window that a row could be in is tried, sessions are found
by sorting, and each row of a join meets each other.
"""

from collections import defaultdict
from dataclasses import dataclass


@dataclass
class Answer:
    rows: list  # tuples
    late: list  # of each late row: window_start, window_end, seconds late; more where the query shows more
    last_closed: int | None = None  # the end of the last window


def tumble(at, size, offset):
    start = (at - offset) // size * size + offset
    return [(start, start + size)]


def hop(at, slide, size, offset):
    latest = (at - offset) // slide * slide + offset
    starts = range(latest, at - size, -slide)
    return [(start, start + size) for start in starts]


def cumulate(at, step, size, offset):
    ((start, _),) = tumble(at, size, offset)
    return [(start, end) for end in range(start + step, start + size + 1, step) if at < end]


def grouped(found, keyed):
    """count, sum(id), min(v), max(at) of each group: [(key, row)]."""
    groups = defaultdict(list)
    for key, row in found:
        groups[key].append(row)
    return [(*(key if keyed else key[1:]), len(rows), sum(r.id for r in rows), min(r.v for r in rows), max(r.at for r in rows))
            for key, rows in groups.items()]


def fixed(rows, windows, keyed, value=None):
    """`windows`: those of a time. A window is late for a row when it ends at or before the row's carried watermark."""
    found, late = [], []
    for row in rows:
        for start, end in windows(row.at):
            if row.carried is not None and end <= row.carried:
                late.append((start, end, row.carried - end, row.id))
            else:
                found.append(((row.u if keyed else None, start, end), row))
    last = max((key[2] for key, _ in found), default=None)
    return Answer(grouped(found, keyed), late, last)


def without_late(rows):
    """For what frees state by time: the rows that take part, and those before their carried watermark."""
    on_time = [r for r in rows if r.carried is None or r.at >= r.carried]
    return on_time, [r for r in rows if r.carried is not None and r.at < r.carried]


def sessions(rows, gap, keyed):
    on_time, too_late = without_late(rows)
    late = [(r.at, r.at + gap, r.carried - r.at, r.id) for r in too_late]
    by_key = defaultdict(list)
    for row in on_time:
        by_key[row.u if keyed else None].append(row)
    found = []
    for key, members in by_key.items():
        members.sort(key=lambda r: r.at)
        begin = 0
        for place in range(1, len(members) + 1):
            if place == len(members) or members[place].at - members[place - 1].at >= gap:
                session = members[begin:place]
                found += [((key, session[0].at, session[-1].at + gap), row) for row in session]
                begin = place
    last = max((key[2] for key, _ in found), default=None)
    return Answer(grouped(found, keyed), late, last)


def interval_join(left, right, low, high, kind):
    """Pairs of equal u whose right time is `low` to `high` seconds after the left one; ids of both sides."""
    (left, left_late), (right, right_late) = without_late(left), without_late(right)
    late = [(None, None, r.carried - r.at, r.id) for r in left_late + right_late]
    pairs = [(l, r) for l in left for r in right if l.u is not None and l.u == r.u and low <= r.at - l.at <= high]
    lefts, rights = {l.id for l, _ in pairs}, {r.id for _, r in pairs}
    match kind:
        case "EXISTS":
            return Answer([(l.id,) for l in left if l.id in lefts], late), pairs
        case "NOT EXISTS":
            return Answer([(l.id,) for l in left if l.id not in lefts], late), pairs
    rows = [(l.id, r.id) for l, r in pairs]
    if kind in ("LEFT JOIN", "FULL JOIN"):
        rows += [(l.id, None) for l in left if l.id not in lefts]
    if kind in ("RIGHT JOIN", "FULL JOIN"):
        rows += [(None, r.id) for r in right if r.id not in rights]
    return Answer(rows, late), pairs


def temporal_join(left, right, keeps_unmatched):
    """Of each left row the right one of equal u that was last at its time; the greatest v of several at one time."""
    (left, left_late), (right, right_late) = without_late(left), without_late(right)
    late = [(None, None, r.carried - r.at, r.id) for r in left_late + right_late]
    rows = []
    for l in left:
        versions = [r for r in right if l.u is not None and l.u == r.u and r.at <= l.at]
        if versions:
            newest = max(r.at for r in versions)
            rows.append((l.id, max(r.v for r in versions if r.at == newest)))
        elif keeps_unmatched:
            rows.append((l.id, None))
    return Answer(rows, late)


@dataclass(frozen=True)
class Pair:
    """A row of an inner join: the left one's time, and the greater watermark of the two."""

    id: int
    v: int
    at: int
    carried: int | None
    u: int | None


def pairs_as_rows(pairs):
    found = []
    for l, r in pairs:
        marks = [mark for mark in (l.carried, r.carried) if mark is not None]
        found.append(Pair(l.id + r.id, l.v, l.at, max(marks, default=None), l.u))
    return found
