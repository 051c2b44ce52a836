"""What the health check of word lists says, and the import of foreign ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from moderation.wording import Sentences

__all__ = ["GRAVITIES", "REASONS", "SENTENCES"]

GRAVITIES: Final[Sentences] = {
    "serious": ("严重", "serious"),
    "warning": ("提醒", "warning"),
    "note": ("备注", "note"),
}

SENTENCES: Final[Sentences] = {
    "term": ("「{term}」", "“{term}” "),
    "other": ("「{term}」（{path}:{line}）", "“{term}” ({path}:{line})"),
    "counted": ("{word}（{frequency}）", "{word} ({frequency})"),
    "and": ("、", ", "),
    "colon": ("：", ": "),
    "head": (
        "由 moderation import 从 {name} 导入。注释是体检的发现，allow 和 boundary 是照建议写的；加上 rules 才会生效。",
        "Imported from {name} by moderation import. Comments say what the check found, allow and boundary are as suggested; needs rules.",
    ),
    "more": ("另外 {count} 个", "{count} more"),
    "empty-term": ("什么也不剩：这个词里没有可以匹配的字", "is empty: nothing of it is left to match"),
    "single-character": (
        "只有一个字（单用时词频 {frequency}），含有它的词全都会命中",
        "is a single character (counted {frequency} times on its own): every word that holds it is hit",
    ),
    "common-word": ("本身就是常用词（词频 {frequency}）", "is an everyday word itself (counted {frequency} times)"),
    "common-in-archive": (
        "在聊天记录里命中 {frequency} 条，太常见了",
        "hits {frequency} messages of the archive: too common to mean anything",
    ),
    "contained": ("会命中这些词的一部分：{words}", "hits part of these words: {words}"),
    "contained-harmless": (
        "这些词含有它，但不会误中（挡住了，或者就是由它构成的）：{words}",
        "stands in these words without harm (held back, or they are made with it): {words}",
    ),
    "straddled": ("会命中两个词相接的地方：{words}", "hits where two words meet: {words}"),
    "straddled-harmless": (
        "两个词相接处会出现它，已被边界挡住：{words}",
        "arises where two words meet, and the boundary holds it back: {words}",
    ),
    "contained-in-archive": ("会命中聊天记录里这些词的一部分：{words}", "hits part of these words of the archive: {words}"),
    "contained-in-archive-harmless": (
        "聊天记录里这些词含有它，但不会误中：{words}",
        "stands in these words of the archive without harm: {words}",
    ),
    "straddled-in-archive": ("会命中聊天记录里几个词相接的地方：{words}", "hits where words of the archive meet: {words}"),
    "straddled-in-archive-harmless": (
        "聊天记录里几个词相接处出现过它，已被边界挡住：{words}",
        "arises where words of the archive meet, and the boundary holds it back: {words}",
    ),
    "same-fold": ("和 {other} 是同一个词：折叠后一样", "is the same as {other} once folded"),
    "covered-by-term": ("多余：它含有 {other}，那个词已经会命中", "adds nothing: it holds {other}, which hits anyway"),
    "covered-by-allow": ("永远不会命中：{other} 把它整个放行了", "can never hit: {other} allows all of it"),
    "idle-allow": ("是例外，却没有抵消本表的任何一个词", "is an allow that cancels no term of its list"),
    "advice-allow": ("建议 allow: [{words}]", "suggested: allow: [{words}]"),
    "advice-boundary": ("建议 boundary: {words}", "suggested: boundary: {words}"),
    "advice-near": (
        "建议 near：写上佐证，附近有其中一个才算；或者换成更长的词",
        "suggested: near: with evidence that must stand close by; or a longer term",
    ),
    "vetted": (
        "{terms} 个词：{serious} 处严重，{warning} 处提醒，{note} 处备注",
        "{terms} terms: {serious} serious, {warning} warnings, {note} notes",
    ),
    "against": ("对照了 {messages} 条聊天记录", "compared with {messages} messages of the archive"),
    "brief": ("备注没有显示；去掉 --brief 可以看到。", "Notes are not shown; leave --brief out to see them."),
    "imported": (
        "写好了 {name}：{terms} 个词，{lists} 个词表；{skipped} 处没有照收",
        "Wrote {name}: {terms} terms in {lists} lists; {skipped} things were not taken as they stand",
    ),
    "import-next": (
        "接下来：看看文件里的建议，写上规则，再 moderation lint。",
        "Next: read the suggestions in the file, add rules, then moderation lint.",
    ),
    "no-terms": ("{name} 里没有可以导入的词。", "There is no term to import in {name}."),
    "skipped": ("{name}:{line}: {reason}：{text}", "{name}:{line}: {reason}: {text}"),
}

REASONS: Final[Sentences] = {
    "bad-encoding": ("这一行解不出文字，跳过", "the line cannot be decoded, skipped"),
    "line-too-long": ("这一行太长，跳过", "the line is too long, skipped"),
    "too-long": ("词超过 200 个字，跳过", "the term has more than 200 characters, skipped"),
    "bad-character": ("含有控制字符，跳过", "it holds control characters, skipped"),
    "empty": ("折叠后什么也不剩，跳过", "nothing is left of it once folded, skipped"),
    "no-term": ("这一行没有词，跳过", "the line holds no term, skipped"),
    "weight-ignored": (
        "分值要是 −1000 到 1000 的整数，词收下，分值不算",
        "weights are whole numbers from −1000 to 1000; the term is taken without it",
    ),
    "cell-ignored": ("多出来的一列，不读", "a column too many, not read"),
    "duplicate": ("折叠后和前面的词一样，不重复收", "the same as an earlier term once folded, not taken twice"),
}
