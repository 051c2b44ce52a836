"""The words that a community uses most: counted in a fair sample of its messages, by the repository's own segmentation.

Segmenting costs a thousand times what the rest of a report costs a message, so at most 20,000 messages are segmented:
all of a small archive, of a large one a sample in which every message had the same chance.
"""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING, Final

from moderation.reports.tops import Tops
from moderation.text.authored import WALL, authored
from moderation.text.segmentation import words

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Vocabulary", "words_of"]

_SAMPLE: Final = 20_000
_LONGEST: Final = 300
"""Of a longer message only the beginning is read: it is a copied text, and would outweigh what people say."""
_WINDOW: Final = 40
"""Han characters that are segmented at once; a run without any punctuation may be cut within a word every so often."""
_CAPACITY: Final = 50_000
_RUN: Final = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+|(?<![A-Za-z0-9_./@:-])[A-Za-z][A-Za-z+#]{1,19}(?![A-Za-z0-9_/@:-]|\.[A-Za-z])")
_EMPTY_WORDS: Final = """
一个 一下 一些 一样 一直 一点 一种 一定 一起 一般 一次 一天 这个 这些 这样 这么 这种 这里 这边 那个 那些 那样 那么 那种 那里
那边 哪个 哪些 哪里 什么 怎么 怎么样 为什么 多少 几个 我们 你们 他们 她们 它们 咱们 大家 自己 别人 有人 人家 因为 所以 但是
可是 不过 然后 而且 或者 还是 如果 虽然 就是 不是 也是 都是 只是 可以 可能 应该 需要 没有 不会 不能 不要 不用 不知 不知道
知道 觉得 感觉 看看 看到 现在 时候 已经 以后 之后 以前 之前 今天 明天 昨天 刚才 刚刚 比较 非常 特别 真的 确实 其实 反正 好像
只有 还有 所有 很多 有点 有些 有没有 是不是 能不能 出来 起来 过来 过去 下来 进去 上去 下去 这是 那是 就会 就要 还要 也不 也有
都有 我的 你的 他的 好的 是的 对的 谢谢 的话 东西 事情 问题 the and you for that this with not are but have 一共 一边 一会
一会儿 这次 那次 每次 每天 有的 那就 这就 我也 你也 都要 都不 还没 没什么 直接 继续 一开始 开始 最后 首先 只能 只要 不了 or
is it to in of on at as an if so do me my we he be by no up us am
"""
_EMPTY: Final = frozenset(_EMPTY_WORDS.split())
"""Words that every chat uses and that say nothing about one."""


class Vocabulary:
    """Takes texts and then tells the words that most of them have."""

    def __init__(self, sample: int = _SAMPLE) -> None:
        self._size = sample
        self._sample: list[str] = []
        self._dice = random.Random(0)  # noqa: S311 - the same sample of the same archive, no secret
        self.texts = 0

    @property
    def sampled(self) -> int:
        """How many texts are counted."""
        return len(self._sample)

    def add(self, text: str) -> None:
        """Take the text of a message."""
        self.texts += 1
        if len(self._sample) < self._size:
            self._sample.append(text[:_LONGEST])
            return
        place = self._dice.randrange(self.texts)
        if place < self._size:
            self._sample[place] = text[:_LONGEST]

    def most(self, at_most: int, *, without: frozenset[str] = frozenset()) -> tuple[tuple[str, int], ...]:
        """Return the words that stand in most texts of the sample, with how many those are; in one text only counts for nothing."""
        tops: Tops[str] = Tops(_CAPACITY)
        for text in self._sample:
            tops.update(sorted(set(words_of(text))))
        common = (pair for pair in tops.most() if pair[1] > 1 and pair[0] not in without)
        return tuple(pair for pair, _ in zip(common, range(at_most), strict=False))


def words_of(text: str) -> Iterator[str]:
    """Yield the words of a text that say something: of two Han characters or more, or Latin in lower case.

    >>> list(words_of("周末一起学习 Python 吗[图片] https://a.example.com/x"))
    ['周末', '学习', 'python']
    """
    for found in _RUN.finditer(authored(text).replace(WALL, " ")):
        run = found[0]
        pieces = (run.lower(),) if run.isascii() else _segmented(run)
        yield from (piece for piece in pieces if len(piece) > 1 and piece not in _EMPTY)


def _segmented(run: str) -> Iterator[str]:
    for start in range(0, len(run), _WINDOW):
        yield from words(run[start : start + _WINDOW])
