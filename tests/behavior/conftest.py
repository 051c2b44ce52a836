"""Communities with behaviours, and messages that arrive one after the other."""

from datetime import UTC, datetime, timedelta

import pytest

from moderation.behavior import Watch
from moderation.match.spec import ContactSpec, LinkSpec
from moderation.message import Author, Chat, Message
from moderation.program import BehaviorProgram, PatternProgram, Program, RulesetInfo, SignalInfo
from moderation.state.memory import MemoryStore
from moderation.state.store import Entry, Sight, Window

START = datetime(2026, 11, 22, 21, tzinfo=UTC)
INFO = RulesetInfo(id="group", title="群", version="1", digest="0")
PATTERNS = (
    PatternProgram(signal="link", weight=1, spec=LinkSpec()),
    PatternProgram(signal="contact", weight=1, spec=ContactSpec()),
)


def make_program(**specs):
    names = ("ad", "link", "contact", *specs)
    behaviors = tuple(BehaviorProgram(signal=name, weight=1, spec=spec) for name, spec in specs.items())
    signals = tuple(SignalInfo(name=name, title=f"{name}标题") for name in names)
    return Program(info=INFO, signals=signals, terms=None, patterns=PATTERNS, rules=(), behaviors=behaviors)


def make_message(number, text, user="小林", chat="g1", at=0.0, **values):
    given = {"id": str(number), "author": Author(id=user), "chat": Chat(id=chat), "at": START + timedelta(seconds=at), "platform": "qq"}
    return Message(text, **(given | values))


class PerfectStore:
    """Windows that forget nothing, by the letter of the contract: what every store is, for messages that come in their order."""

    def __init__(self):
        self.arrived = {}

    def observe(self, message, at_ms, marks):
        new = message not in self.arrived
        self.arrived.setdefault(message, (at_ms, marks))
        return Sight(new, tuple(self._window(message, mark) for mark in self.arrived[message][1]))

    def _window(self, message, mark):
        keys = list(self.arrived)
        at_ms = self.arrived[message][0]
        seen = [
            Entry(at, key, left.who, left.value)
            for key in keys[: keys.index(message) + 1]
            for at, marks in [self.arrived[key]]
            for left in marks
            if left.window == mark.window and at_ms - mark.span_ms < at <= at_ms
        ]
        return Window(tuple(sorted(seen, key=lambda entry: entry.at_ms)[-mark.keep :]), len(seen[-mark.keep :]))


class Room:
    """A Watch over a store: `say` returns what is observed when a message arrives."""

    def __init__(self, store=None, **specs):
        self.program = make_program(**specs)
        self.watch = Watch(self.program)
        self.store = store or MemoryStore()
        self.number = 0

    def see(self, message, signals=()):
        marks = self.watch.marks(message, signals)
        if not marks:
            return (), None
        sight = self.store.observe(message.key, message.at_ms, marks)
        return self.watch.signals(message, marks, sight), self.watch.joined(message, marks, sight)

    def say(self, text, user="小林", chat="g1", at=0.0, signals=(), **values):
        self.number += 1
        return self.see(make_message(self.number, text, user, chat, at, **values), signals)[0]


@pytest.fixture(scope="session")
def program():
    return make_program


@pytest.fixture(scope="session")
def message():
    return make_message


@pytest.fixture(scope="session")
def perfect():
    return PerfectStore


@pytest.fixture(scope="session")
def room():
    return Room
