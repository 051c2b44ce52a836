"""The windows of a store as plainly as they can be said: lists, searched from end to end."""

from collections import defaultdict

from moderation.state.store import Entry, Sight, Window

STEPS = 60


class Reference:
    def __init__(self):
        self.seen = set()
        self.windows = defaultdict(list)  # entries in the order of their arrival
        self.tallies = defaultdict(dict)

    def observe(self, message, at_ms, marks):
        new = message not in self.seen
        self.seen.add(message)
        left = set()
        windows = []
        for mark in marks:
            name = (mark.window, None if mark.keep else step_ms(mark))
            first = new and name not in left
            left.add(name)
            if mark.keep:
                windows.append((self.leave if first else self.recall)(message, at_ms, mark))
            else:
                windows.append(self.tally(at_ms, mark, new=first))
        return Sight(new, tuple(windows))

    def leave(self, message, at_ms, mark):
        own = Entry(at_ms, message, mark.who, mark.value)
        remembered = [*(entry for entry in self.windows[mark.window] if entry.at_ms > at_ms - 2 * mark.span_ms), own]
        while len(remembered) > mark.keep:
            remembered.remove(min(remembered, key=lambda entry: entry.at_ms))
        self.windows[mark.window] = remembered
        entries = in_time(remembered, at_ms, mark) or [own]
        return Window(tuple(entries), len(entries))

    def recall(self, message, _at_ms, mark):
        remembered = self.windows[mark.window]
        own = [place for place, entry in enumerate(remembered) if entry.message == message]
        entries = in_time(remembered[: own[-1] + 1], remembered[own[-1]].at_ms, mark) if own else []
        return Window(tuple(entries), len(entries))

    def tally(self, at_ms, mark, *, new):
        step = step_ms(mark)
        counts = self.tallies[mark.window, step]
        if new:
            counts[at_ms // step] = counts.get(at_ms // step, 0) + 1
            if len(counts) > STEPS:
                del counts[min(counts)]
        count = sum(number for at, number in counts.items() if (at_ms - mark.span_ms) // step < at <= at_ms // step)
        return Window((), max(count, 1) if new else count)


def step_ms(mark):
    return max(1, -(-mark.span_ms // STEPS))


def in_time(entries, at_ms, mark):
    return sorted((entry for entry in entries if at_ms - mark.span_ms < entry.at_ms <= at_ms), key=lambda entry: entry.at_ms)
