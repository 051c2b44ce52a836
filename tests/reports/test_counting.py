"""Counters: exact while there is room, honest when there is none, and their sums add up."""

import pytest

from moderation.reports.members import Member, Members
from moderation.reports.questions import Questions
from moderation.reports.recurring import Recurring
from moderation.reports.svg import Bar, bars, heat, share
from moderation.reports.tiers import TIERS, core_days, tier, tiers_of
from moderation.reports.times import Times
from moderation.reports.tops import Tops
from moderation.reports.words import Vocabulary, words_of

DAY = 24 * 60


def test_a_bounded_counter_keeps_the_most_frequent_and_knows_its_error():
    tops = Tops(10)
    for number in range(1_000):
        tops.add(f"once {number}")
        tops.add("often")
    assert len(tops) <= 20
    ((key, count),) = tops.most(1)
    assert (key, count) == ("often", 1_000)
    assert 0 < tops.missed < 1_000


def test_days_hours_and_weekdays_count_the_same_messages(row):
    times = Times()
    for minutes, level in [(0, "pass"), (60, "block"), (DAY, "review"), (DAY + 1, "pass")]:
        times.add(row(minutes=minutes, level=level), 0)
    times.add(row(at=False), 0)
    timeline = times.timeline
    assert [(day.messages, day.review, day.block) for day in timeline.days] == [(2, 0, 1), (2, 1, 0)]
    assert sum(timeline.hours) == sum(map(sum, timeline.week)) == 4
    assert (timeline.hours[9], timeline.week[0][9], timeline.week[1][9]) == (3, 1, 2)
    assert (timeline.untimed, timeline.busiest) == (1, ((9, 3), (10, 1)))


@pytest.mark.parametrize(
    ("spoke_on", "left", "expected"),
    [
        (range(300, 308), False, "core"), (range(300, 307), False, "active"), ([271], False, "active"), ([270], False, "quiet"),
        ([210], False, "quiet"), ([209], False, "gone"), ([300], True, "gone"), ([], False, "quiet"), ([], True, "gone"),
        ([307, 306, 305, 304, 303, 302, 301, 300], False, "core"), ([200, 270, 271], False, "active"),
    ],
)  # fmt: skip
def test_tiers_follow_their_definitions_on_every_edge(spoke_on, left, expected):
    member = Member("u", left=left)
    for day in spoke_on:
        member.messages += 1
        member._on(day)
    assert tier(member, 300 if 308 not in spoke_on and max(spoke_on, default=0) <= 300 else 308, core_days(400)) == expected


def test_every_member_is_in_one_tier_and_bots_in_none():
    members = [Member("a", last_day=10, days=1, messages=1), Member("b"), Member("bot", role="bot"), Member("c", messages=3)]
    tiers = tiers_of(members, 1, 10)
    assert [name for name, _ in tiers.counts] == list(TIERS)
    assert (tiers.members, tiers.untimed, dict(tiers.counts)["active"]) == (3, 1, 1)


def test_too_many_members_lose_those_who_said_least(row):
    members = Members(capacity=8)
    for number in range(40):
        for _ in range(5 if number % 10 == 0 else 1):
            members.spoke(row(user=f"u{number}"))
    assert len(list(members)) <= 10
    assert members.known("qq|u0").messages == 5
    assert members.forgotten + len(list(members)) == 40


@pytest.mark.parametrize(
    ("talk", "answered", "unanswered"),
    [
        ([("a", "请问怎么退款？", 0), ("b", "订单里点退款", 5)], 1, 0),
        ([("a", "请问怎么退款？", 0), ("b", "订单里点退款", 11), ("b", "早", 40)], 0, 1),
        ([("a", "请问怎么退款？", 0), ("a", "急", 1), ("b", "几点开门？", 2), ("c", "九点", 3), ("c", "早", 60)], 1, 1),
        ([("a", "请问怎么退款？", 0), ("b", "@a的名字 订单里", 600), ("c", "早", 700)], 1, 0),
        ([("a", "请问怎么退款？", 0), ("b", "早", 2_000)], 0, 1),
        ([("a", "好的", 0), ("b", "早", 1)], 0, 0),
    ],
)
def test_a_question_is_answered_by_quote_name_or_next_word(row, talk, answered, unanswered):
    questions = Questions()
    for user, text, minutes in talk:
        questions.add(row(text, user, minutes))
    questions.finish()
    assert (questions.answered, questions.unanswered) == (answered, unanswered)
    assert questions.asked == answered + unanswered + questions.waiting


def test_a_quote_answers_hours_later_and_the_last_minutes_wait(row):
    questions = Questions()
    questions.add(row("请问怎么退款？", "a", 0))
    questions.add(row("订单里", "b", 300, quote="请问怎么退款？"))
    questions.add(row("几点开门？", "a", 301))
    questions.finish()
    assert (questions.answered, questions.unanswered, questions.waiting) == (1, 0, 1)


def test_words_of_a_community_leave_out_what_everybody_says():
    vocabulary = Vocabulary()
    for text in ["我们周末学习", "周末去爬山", "这个周末 Python 见", "[图片]", "\ud800周末\u202e", "周" * 100_000]:
        vocabulary.add(text)
    assert dict(vocabulary.most(5))["周末"] == 4
    assert list(words_of("我们这个什么 the")) == []


def test_a_large_archive_is_sampled_and_the_same_every_time():
    first, second = Vocabulary(sample=50), Vocabulary(sample=50)
    for number in range(2_000):
        first.add(f"周末学习{number}")
        second.add(f"周末学习{number}")
    assert (first.sampled, first.texts) == (50, 2_000)
    assert first.most(3) == second.most(3)


def test_a_campaign_needs_three_accounts_and_a_verdict(row):
    recurring = Recurring(lambda _, __: ())
    text = "全网最低价代购正品手表，需要的朋友私聊我，量大从优{}"
    for number, level in enumerate(["pass", "pass", "block"]):
        recurring.add(row(text.format(number), f"u{number}", number, level=level))
        recurring.add(row("大家新年快乐，身体健康，万事如意，恭喜发财呀", f"u{number}"))
    ((campaign),) = recurring.campaigns()
    assert (campaign.messages, campaign.flagged, len(campaign.users)) == (3, 1, 3)


def test_an_advertisement_that_each_account_bends_in_its_own_way_is_one_campaign(row):
    recurring = Recurring(lambda _, __: ())
    texts = [
        "全网最低价代购正品手表，需要的朋友私聊我，量大从优，支持验货",
        "全网蕞低价代购正品手表~~需要的朋友私聊莪，量大从优！支持验货",
        "全冈最低价代購正品手表❤️需要滴朋友私聊我；量大从优，支持验货哦",
    ]
    for number, text in enumerate(texts):
        recurring.add(row(text, f"u{number}", number, level="block" if number == 1 else "pass"))
        recurring.add(row("大家新年快乐，身体健康，万事如意，恭喜发财呀", f"u{number}"))
    (campaign,) = recurring.campaigns()
    assert (campaign.messages, campaign.flagged, len(campaign.users), campaign.writings) == (3, 1, 3, 3)


def test_what_did_not_pass_is_forgotten_last(row):
    recurring = Recurring(lambda _, __: (), capacity=10)
    text = "全网最低价代购正品手表，需要的朋友私聊我，量大从优"
    recurring.add(row(text, "u0", level="block"))
    for number in range(100):
        recurring.add(row("这一段话每次都不一样所以不算重复" + chr(0x4E00 + number) * 3, f"u{number}"))
    for number in (1, 2):
        recurring.add(row(text, f"u{number}"))
    assert [(one.messages, len(one.users)) for one in recurring.campaigns()] == [(3, 3)]


def test_many_different_values_keep_memory_bounded(row):
    recurring = Recurring(lambda _, __: (), capacity=10)
    for number in range(100):
        recurring.add(row("这一段话每次都不一样所以不算重复" + chr(0x4E00 + number) * 3, f"u{number}"))
    assert len(recurring._kept) <= 20
    assert recurring.dropped > 0


def test_charts_are_as_high_as_their_numbers_and_hold_no_markup_of_others():
    drawn = bars([Bar("<b>", (1, 1)), Bar("", (0, 4))], ["a", "b"], label='"x"')
    assert "<b>" not in drawn
    assert 'height="100.00" class="b"' in drawn
    assert bars([], ["a"], label="").startswith("<svg")
    assert heat([[0, 2]], [["", "<"]], label="").count("<rect") == 2
    assert share([("x", 0)], ["a"], label="") == ""
