"""Verdicts and messages as the engine makes them, and ledgers that are out of reach when a test says so."""

from datetime import UTC, datetime, timedelta

import pytest

from moderation.errors import StoreError
from moderation.message import Author, Chat, Message
from moderation.program import Measure, Policy, Step, Strikes
from moderation.sanctions.bench import Bench
from moderation.sanctions.cases import Cases, Said
from moderation.signal import Signal
from moderation.state.memory import MemoryStore
from moderation.verdict import Action, Hit, Level, Verdict

START = datetime(2026, 11, 22, 9, tzinfo=UTC)
START_MS = int(START.timestamp() * 1000)
DAY_S = 86_400

WARN, KICK, ALERT = Measure(action="warn"), Measure(action="kick"), Measure(action="alert")


def mute(days):
    return Measure(action="mute", duration_s=int(days * DAY_S))


LADDER = tuple(Step(at=at, do=do) for at, do in enumerate([WARN, mute(1), mute(7), mute(15), KICK], start=1))
POLICY = Policy(ladder=LADDER, strikes=Strikes(window_s=30 * DAY_S), appeal_within_s=7 * DAY_S, appeal_to="群管组")


def hit(rule="ad", *, strike=1, label="ad", severity="medium", level=Level.BLOCK, actions=(), status="enforce", text="加我微信"):  # noqa: PLR0913 - what a rule is
    asked = [Action(name="delete"), *([Action(name="strike", value=strike)] if strike else []), *actions]
    signal = Signal(signal="ad", title="广告", term="加我微信", start=0, end=len(text), text=text)
    return Hit(
        rule=rule, title=f"规则{rule}", charter="第2条", label=label, severity=severity, status=status, verdict=level, score=1,
        signals=(signal,), actions=tuple(asked),
    )  # fmt: skip


def verdict(*hits, level=Level.BLOCK, ruleset="group@1#abc", **asked):
    found = hits or (hit(level=level, **asked),)
    return Verdict(level=level, label=found[0].label, hits=found, ruleset=ruleset)


def message(id_, *, days=0.0, user="小林", text="加我微信", chat="g1", role="member", trusted=False, **more):  # noqa: PLR0913 - what a message is
    author = Author(id=user, role=role, trusted=trusted)
    return Message(text, id=str(id_), author=author, chat=Chat(id=chat), at=START + timedelta(days=days), platform="qq", **more)


def at_ms(days):
    return START_MS + int(days * DAY_S * 1000)


def said(who="阿管", days=1.0, why="误判"):
    return Said(who=who, at_ms=at_ms(days), why=why)


class FailingLedger:
    """A ledger in which `down` makes every call fail, as a disk that is full or a server that is gone."""

    def __init__(self, ledger):
        self.ledger, self.down = ledger, False
        self.calls = 0

    def __getattr__(self, name):
        call = getattr(self.ledger, name)

        def guarded(*args, **kwargs):
            self.calls += 1
            if self.down:
                raise StoreError("存储连不上。", "the store is out of reach.")
            return call(*args, **kwargs)

        return guarded


@pytest.fixture
def ledger():
    return MemoryStore()


@pytest.fixture
def bench(ledger):
    return Bench(ledger, community="group", policy=POLICY)


@pytest.fixture
def cases(ledger):
    return Cases(ledger, community="group", policy=POLICY)
