"""The numbers of a scan add up."""

from moderation.archives import Reject
from moderation.batch.summary import Counts, RuleCount, Summary
from moderation.verdict import Hit, Level, Verdict


def hit(rule, label="ad", *, status="enforce", level=Level.BLOCK):
    return Hit(rule=rule, title=rule, charter="", label=label, severity="low", status=status, verdict=level, score=1, signals=())


def test_nothing_scanned_is_nothing_counted():
    assert Counts().summary == Summary()
    assert Summary().messages == 0


def test_messages_are_verdicts_and_rejects_and_levels_are_verdicts():
    counts = Counts()
    counts.passed(5)
    counts.verdict(Verdict(level=Level.BLOCK, label="ad", hits=(hit("a"), hit("b"))))
    counts.verdict(Verdict(level=Level.REVIEW, label="abuse", hits=(hit("c", "abuse", level=Level.REVIEW),)))
    counts.verdict(Verdict(hits=(hit("d", status="shadow"),)))
    counts.reject(Reject(3, "bad-json"))
    counts.reject(Reject(4, "bad-json"))
    summary = counts.summary
    assert (summary.messages, summary.verdicts, summary.rejects) == (10, 8, 2)
    assert summary.levels == ((Level.PASS, 6), (Level.REVIEW, 1), (Level.BLOCK, 1))
    assert summary.labels == (("abuse", 1), ("ad", 1))
    assert summary.reasons == (("bad-json", 2),)
    assert [(row.rule, row.status, row.messages) for row in summary.rules] == [
        ("a", "enforce", 1), ("b", "enforce", 1), ("c", "enforce", 1), ("d", "shadow", 1),
    ]  # fmt: skip


def test_a_rule_counts_a_message_once_and_most_hits_come_first():
    counts = Counts()
    counts.verdict(Verdict(level=Level.BLOCK, label="ad", hits=(hit("a"), hit("a"))))
    for _ in range(2):
        counts.verdict(Verdict(level=Level.BLOCK, label="ad", hits=(hit("z"),)))
    assert [(row.rule, row.messages) for row in counts.summary.rules] == [("z", 2), ("a", 1)]


def test_at_least_counts_the_worse_levels_too():
    summary = Summary(verdicts=6, levels=((Level.PASS, 1), (Level.REVIEW, 2), (Level.BLOCK, 3)))
    assert [summary.at_least(level) for level in Level] == [6, 5, 3]


def test_numbers_as_json():
    row = RuleCount(rule="a", title="甲", label="ad", status="enforce", messages=2)
    assert Summary(verdicts=3, rejects=1, rules=(row,), labels=(("ad", 2),), reasons=(("no-text", 1),)).to_dict() == {
        "messages": 4, "verdicts": 3, "rejects": 1, "levels": {"pass": 0, "review": 0, "block": 0}, "labels": {"ad": 2},
        "rules": [{"rule": "a", "label": "ad", "status": "enforce", "messages": 2}], "reasons": {"no-text": 1},
    }  # fmt: skip
