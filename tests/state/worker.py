"""A bot process of the fault tests: `python -m tests.state.worker URL TASK …` observes messages and enters offences."""

import json
import resource
import sys
from pathlib import Path

from moderation import open_store
from moderation.errors import StoreError
from moderation.state import sqlite_posting
from moderation.state.sqlite import SqliteStore
from moderation.state.store import Bundling, Mark, Observed, Record


def opened(url):
    """Return a store; one in a file brings its journal to its place every few messages, in many pieces, so that faults hit that too."""
    sqlite_posting._PIECE = 2
    path = url.removeprefix("sqlite:///")
    return open_store(url) if path == url else SqliteStore(Path(path), bundle=8)


def marks(number):
    chat, user = number % 20, number % 400
    return [
        Mark(window=f"flood|{chat}|{user}", span_ms=10_000, who=str(user)),
        Mark(window=f"repeat|{chat}|{user}", span_ms=600_000, who=str(user), value=b"%064d" % number),
        Mark(window="all|community", span_ms=10**9, keep=0),
    ]


def enter(store, number):
    """Enter an offence that knows how many came before it: if two knew the same, somebody would be sanctioned twice."""
    subject = f"community|{number // 20}"
    while True:
        before = len(store.history(subject))
        record = Record(key=f"qq|g|{number}", subject=subject, at_ms=number, kind="offence", body=str(before), evidence="加V")
        entered = store.append(record, after=before)
        if entered is not None:
            return entered


def observe(store, numbers):
    """See messages, in one step where the store has one for several; return how many are new."""
    observed = [Observed(f"qq|g|{number}", number * 10, marks(number)) for number in numbers]
    if isinstance(store, Bundling) and len(observed) > 1:
        return sum(sight.new for sight in store.observe_all(observed))
    return sum(store.observe(*one).new for one in observed)


def share(store, first, last, step):
    """Every message of a share, each again a little later, as platforms deliver them."""
    new = 0
    for number in range(first, last, step):
        together = {number, max(first % step, number - 7 * step), number // 2}
        new += observe(store, together)
        for one in together:
            enter(store, one)
    return new


def endless(store, first):
    """Tells what was acknowledged as soon as it was, until it is killed."""
    number = first
    while True:
        together = range(number, number + number % 3 + 1)
        observe(store, together)
        sys.stdout.write("".join(f"{one} seen\n" for one in together))
        sys.stdout.flush()
        for one in together:
            enter(store, one)
            sys.stdout.write(f"{one} entered\n")
            sys.stdout.flush()
        number += len(together)


def tight(store, limit):
    """On a disk that is full from some size on, and then is not."""
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, most))
    entered, refused = [], 0
    for number in range(400):
        try:
            store.observe(f"qq|g|{number}", number, marks(number))
            enter(store, number)
            entered.append(number)
        except StoreError:
            refused += 1
            if refused == 20:
                resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    return {"entered": entered, "refused": refused}


if __name__ == "__main__":
    TASK, *NUMBERS = sys.argv[2:]
    TOLD = {"share": share, "endless": endless, "tight": tight}[TASK](opened(sys.argv[1]), *map(int, NUMBERS))
    sys.stdout.write(json.dumps(TOLD))
