"""How far it is looked for evidence: as far as it may stand, however many emoji are read as letters there."""

import pytest

from moderation.batch.nearby import Nearby
from moderation.batch.screen import Screen
from moderation.moderator import Moderator


@pytest.fixture(scope="module")
def screen():
    return Screen(Moderator.load("community").program)


@pytest.mark.parametrize("text", ["🐷" * 600, "兼职🐷🐷🐷" * 120])
def test_what_is_looked_at_grows_no_faster_than_the_text(screen, text, monkeypatch):
    looked_at = []
    found = Nearby._found

    def counting(self, symbols, at, groups, *, literal):
        looked_at.append(len(at))
        return found(self, symbols, at, groups, literal=literal)

    monkeypatch.setattr(Nearby, "_found", counting)
    half = len(text) // 2
    screen.rows([text[:half]] * 10)
    once = sum(looked_at)
    looked_at.clear()
    screen.rows([text] * 10)
    assert 0 < sum(looked_at) < 3 * once, (once, sum(looked_at))
