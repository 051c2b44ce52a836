"""The fit: its question sets are drawn the same every time, near misses differ from what they miss, and its weights are what ships."""

import random
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from moderation.faq.confidence import NEGATIVE
from moderation.faq.features import ENTRY, PAIR
from moderation.faq.scoring import weights
from tools.faq_near import near_of
from tools.faq_sets import banks

BANK = ["年卡多少钱", "宝宝发烧怎么办", "7天内可以退货吗", "怎么开通会员", "小孩肺炎吃什么食物", "会员卡丢了怎么补办"]


@pytest.fixture(scope="module")
def drawn():
    return banks(seed=5, rounds=1)


def test_the_same_seed_draws_the_same_banks(drawn):
    assert banks(seed=5, rounds=1) == drawn
    assert banks(seed=6, rounds=1) != drawn


def test_banks_have_questions_of_every_kind_and_gold_that_exists(drawn):
    for bank in drawn:
        known = {key for key, _ in bank.entries}
        assert {question.kind for question in bank.questions} >= {"in", "near", "chat"}
        assert all(set(question.gold) <= known and bool(question.gold) == (question.kind == "in") for question in bank.questions)


def test_near_misses_are_other_questions():
    chance = random.Random(1)
    made = {text: near for text in BANK * 20 if (near := near_of(text, BANK, chance))}
    assert len(made) == len(BANK)
    assert all(near not in BANK for near in made.values())


def test_likeness_only_helps_and_conflict_only_hurts():
    table = weights()
    for name, weight in (*zip(PAIR, table.pair, strict=True), *zip(ENTRY, table.entry, strict=True), *table.confidence):
        if name not in ("size", "letters"):
            assert weight <= 0 if name in NEGATIVE else weight >= 0, name
