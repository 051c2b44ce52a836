"""`python -m benchmarks.behaviors`: how surely campaigns are found, how seldom ordinary chat is taken for one, what a message costs.

Advertisements are made here, ordinary chat by `generate.py`; nothing is random but by a seed. The figures stand in docs/behaviors.md.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations
from time import process_time
from timeit import repeat
from typing import Final

from benchmarks.generate import corpus
from moderation.behavior import Watch
from moderation.behavior.alike import bag_of, letters_of, letters_within, same_letters, shingles_of
from moderation.compile import load_program
from moderation.message import Author, Chat, Message
from moderation.program import BehaviorProgram, Campaign, Program
from moderation.state.memory import MemoryStore

START: Final = datetime(2026, 11, 22, tzinfo=UTC)
WINDOW_S: Final = 21_600
ADS: Final = (
    "招日结兼职，{n}元一天，在家就能做，加微信：{c}",
    "宝妈学生都可以做的副业，一单一结不拖欠，想了解加V {c} {e}",
    "高价回收各种{w}，当面交易，联系 {c}",
    "内部渠道{w}五折起，先到先得，有需要的加我 {c}{e}",
    "新平台上线注册就送{n}，提现秒到账{e}进群 {c}",
    "本人出一批全新未拆封的{w}，价格美丽，假一赔十，支持验货，要的老板私信我或者加{c}，量大从优，长期有效{e}",
    "股票交流群免费进，每天三只{w}，跟着老师稳赚不赔，名额只剩{n}个，抓紧时间扫码或者加微 {c}，错过再等一年",
    "代写论文作业，包过包查重，{w}专业都接，咨询{c}",
)
WARES: Final = ("茅台酒", "手机", "黄金", "显卡", "会员", "门票", "牛股", "理工科")
WORDS: Final = {
    "一天": "每天", "在家": "家里", "就能": "即可", "联系": "咨询", "可以": "都能", "免费": "不要钱", "想了解": "有兴趣", "五折": "半价",
    "抓紧": "赶紧", "老板": "朋友", "支持": "可以", "先到先得": "欲购从速", "稳赚": "包赚", "包过": "必过", "一单一结": "做完就结",
    "当面": "线下", "秒到账": "马上到",
}  # fmt: skip
FILLER: Final = ("吧", "啊", "哦", "～", "!!", "。", "呢", "哈哈", "😀", "🔥", " ")
LURES: Final = ("vx", "V信", "qq", "薇", "wx：", "扣扣")
TRADITIONAL: Final = str.maketrans("职单个门会员论当联", "職單個門會員論當聯")


def copy_of(ad: str, ware: str, most_words: int, dice: random.Random) -> str:
    """Return an advertisement as one more account sends it, with up to so many words replaced."""
    contact = dice.choice(LURES) + "".join(dice.choice("abcdefghk0123456789") for _ in range(dice.randint(6, 10)))
    text = ad.replace("{w}", ware).replace("{n}", str(dice.randint(50, 900))).replace("{c}", contact).replace("{e}", dice.choice("😀🔥💰"))
    words = [word for word in WORDS if word in text]
    for word in dice.sample(words, min(dice.randint(0, most_words), len(words))):
        text = text.replace(word, WORDS[word])
    letters = list(text)
    for _ in range(dice.randint(0, 3)):
        letters.insert(dice.randrange(len(letters)), dice.choice(FILLER))
    text = "".join(letters)
    return text.translate(TRADITIONAL) if dice.random() < 0.3 else text


def watching(similarity_pct: int) -> Watch:
    """Return a Watch of one campaign."""
    program = load_program("community")
    spec = Campaign(window_s=WINDOW_S, at_least=3, similarity_pct=similarity_pct)
    return Watch(replace(program, behaviors=(BehaviorProgram(signal="campaign", weight=1, spec=spec),)))


def sent(watch: Watch, texts: list[str], every_s: float) -> list[bool]:
    """Return at which of some messages, each of another account, the campaign is seen."""
    store, seen = MemoryStore(), []
    for number, text in enumerate(texts):
        message = Message(
            text, id=str(number), author=Author(id=f"号{number}"), chat=Chat(id=f"g{number % 3}"), platform="qq",
            at=START + timedelta(seconds=number * every_s),
        )  # fmt: skip
        marks = watch.marks(message, ())
        assert message.key is not None
        assert message.at_ms is not None
        seen.append(bool(watch.signals(message, marks, store.observe(message.key, message.at_ms, marks))))
    return seen


def recall(watch: Watch, most_words: int, runs: int = 1_000) -> tuple[float, float]:
    """Return in which share of campaigns of five accounts the third message is found, and any."""
    dice = random.Random(7)
    found = []
    for _ in range(runs):
        ad, ware = dice.choice(ADS), dice.choice(WARES)
        found.append(sent(watch, [copy_of(ad, ware, most_words, dice) for _ in range(5)], 60))
    return sum(seen[2] for seen in found) / runs, sum(map(any, found)) / runs


def apart(runs: int = 2_000) -> tuple[int, int]:
    """Return how many pairs of copies with a similarity of 0.8 share no window, and of how many."""
    dice, missed, pairs = random.Random(3), 0, 0
    for _ in range(runs):
        ad, ware = dice.choice(ADS), dice.choice(WARES)
        read = [letters_of(copy_of(ad, ware, 2, dice)) for _ in range(3)]
        for a, b in combinations([one for one in read if one.text], 2):
            if same_letters(letters_within(bag_of(a)), letters_within(bag_of(b)), 80):
                pairs += 1
                missed += not set(shingles_of(a.text)) & set(shingles_of(b.text))
    return missed, pairs


def cost_us(program: Program, text: str) -> tuple[int, float, float]:
    """Return how many marks a message leaves, and the microseconds of leaving and of looking at them."""
    watch, store = Watch(program), MemoryStore()
    message = Message(text, id="1", author=Author(id="u"), chat=Chat(id="g"), platform="qq", at=START)
    assert message.key is not None
    assert message.at_ms is not None
    marks = watch.marks(message, ())
    sight = store.observe(message.key, message.at_ms, marks)
    times = (
        repeat(lambda: watch.marks(message, ()), timer=process_time, number=2_000, repeat=25),
        repeat(
            lambda: (watch.signals(message, marks, sight), watch.joined(message, marks, sight)), timer=process_time, number=2_000, repeat=25
        ),
    )
    return len(marks), *(min(each) / 2_000 * 1e6 for each in times)  # type: ignore[return-value]


def main() -> None:
    chat = [line.text for line in corpus(20_000, seed=3).lines if len(line.text) >= 15][:12_000]
    for similarity_pct in (85, 80):
        watch = watching(similarity_pct)
        for most_words in (0, 1, 2):
            third, ever = recall(watch, most_words)
            print(f"similarity 0.{similarity_pct}, up to {most_words} words replaced: third {third:.1%}, by the fifth {ever:.1%}")
        seen = sent(watch, chat, WINDOW_S / len(chat))
        print(f"similarity 0.{similarity_pct}: {sum(seen)} of {len(seen)} ordinary messages ({sum(seen) / len(seen):.1%})")
    print("{} of {} pairs with a similarity of 0.8 share no window".format(*apart()))
    for text in ("好的", "今天食堂的菜真不错吃吗", "今天食堂的菜真不错，你去吃了吗", copy_of(ADS[0], "手机", 0, random.Random(1))):
        count, left, looked = cost_us(load_program("community"), text)
        print(f"{len(text)} characters: {count} marks, {left:.1f} µs to leave, {looked:.1f} µs to look")


if __name__ == "__main__":
    main()
