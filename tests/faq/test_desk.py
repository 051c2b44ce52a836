"""The desk: what it says at which hour, how often, to whom, and when it leaves a question to people."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from moderation.errors import StoreError
from moderation.faq.desk import Desk, Inquiry
from moderation.message import BEIJING, Author, Chat, Message
from moderation.program import FaqEntry, FaqProgram, Has, Hours, RouteProgram
from moderation.state.memory import MemoryStore
from moderation.verdict import Level

OUTSIDE = "@{user} 您好，现在是非服务时间，您的问题我们会在明天 {next_open} 统一回复。"
HOURS = Hours(spans=((540, 1260),), outside=OUTSIDE)
REFUND = FaqEntry(id="F01", question="怎么退款", answer="在“我的订单”里点退款，三天内到账。", variants=("退款多久到账",))
HOW_LONG = FaqEntry(id="F02", question="课程多久过期", answer="一年。", source="手册第 3 页")
PRICE = RouteProgram(id="price", title="咨询价格", when=Has("price_words"), to="销售", priority="high", within_s=600)
SORRY = "@{user} 非常抱歉，麻烦您私信我们，一定给您解决。"
COMPLAINT = RouteProgram(id="complaint", title="客诉", when=Has("complaint_words"), to="客服", priority="high", reply=SORRY)
PRAISE = RouteProgram(id="praise", title="表扬", when=Has("praise_words"), to="运营", priority="low")
FAQ = FaqProgram(
    entries=(REFUND, HOW_LONG),
    answer_at=0.86,
    suggest_at=0.62,
    reply="@{user} 您好，{answer}",
    hours=HOURS,
    routes=(PRICE, COMPLAINT, PRAISE),
)
MONDAY = datetime(2026, 11, 23, 14, tzinfo=BEIJING)


@dataclass(frozen=True)
class Candidate:
    entry: str
    confidence: float


@dataclass(frozen=True)
class Ranking:
    candidates: tuple[Candidate, ...]
    decision: str = "answer"


SURE = Ranking((Candidate("F01", 0.95), Candidate("F02", 0.1)))
UNSURE = Ranking((Candidate("F01", 0.7), Candidate("F02", 0.1)), "suggest")
TORN = Ranking((Candidate("F01", 0.64), Candidate("F02", 0.6)), "suggest")
NOTHING = Ranking((Candidate("F01", 0.2),), "silent")


class Group:
    """A chat with a desk and a store: what is said in it comes one after the other."""

    def __init__(self, faq=FAQ, store=None):
        self.desk, self.store, self.said = Desk(faq, "group"), store or MemoryStore(), 0

    def say(self, text, *, who="小林", at=MONDAY, ranking=NOTHING, routes=(), level=Level.PASS, **more):  # noqa: PLR0913 - each is about the message
        self.said += 1
        author = more.pop("author", Author(id=who, nickname=who, role=more.pop("role", "member")))
        message = Message(text, id=more.pop("id", f"m{self.said}"), author=author, chat=more.pop("chat", Chat(id="g1")), at=at, **more)
        if not isinstance(self.store, Broken):
            self.store.observe(message.key, message.at_ms, self.desk.marks(message))
        return self.desk.decide(Inquiry(message=message, level=level, ranking=ranking, routes=routes), self.store)

    def ask(self, text="怎么退款", **more):
        return self.say(text, ranking=more.pop("ranking", SURE), **more)

    def staff(self, text, *, at, **more):
        return self.say(text, who="老师", role="admin", at=at, **more)


class Broken:
    def observe(self, *_):
        raise StoreError("磁盘满了")


def clock(hour, minute, second=0, day=23):
    return datetime(2026, 11, day, hour, minute, second, tzinfo=BEIJING)


def after(seconds):
    return MONDAY + timedelta(seconds=seconds)


def test_before_closing_the_answer_after_it_the_promise_of_when():
    early, none = Group().ask(at=clock(20, 59))
    assert (early.decision, early.text, none) == ("answer", "@小林 您好，在“我的订单”里点退款，三天内到账。", None)
    late, route = Group().ask(at=clock(21, 1))
    assert late.text == "@小林 您好，现在是非服务时间，您的问题我们会在明天 09:00 统一回复。"
    assert (route.id, route.due_ms) == ("promised", int(clock(10, 0, day=24).timestamp() * 1000))


def test_the_promise_names_the_right_day_whatever_the_author_wrote():
    weekdays = replace(FAQ, hours=replace(HOURS, weekdays=(0, 1, 2, 3, 4)))
    assert "会在周一 09:00 统一" in Group(weekdays).ask(at=clock(21, 1, day=27))[0].text
    assert "会在今天 09:00 统一" in Group(weekdays).ask(at=clock(0, 30))[0].text


def test_an_answer_that_belongs_to_the_promise_is_given_at_any_hour():
    both = replace(FAQ, hours=replace(HOURS, outside="@{user} {answer}人工客服 {next_open} 上班。"))
    told, route = Group(both).ask(at=clock(21, 1))
    assert (told.text, route) == ("@小林 在“我的订单”里点退款，三天内到账。人工客服 明天 09:00 上班。", None)
    told, route = Group(both).ask(at=clock(21, 1), ranking=UNSURE)
    assert (told.text, route.id) == ("@小林 您好，现在是非服务时间，您的问题我们会在明天 09:00回复。", "promised")


def test_hours_without_a_word_for_outside_change_nothing_about_answers():
    assert "我的订单" in Group(replace(FAQ, hours=replace(HOURS, outside=""))).ask(at=clock(23, 0))[0].text


def test_three_members_with_one_question_in_a_minute_get_one_answer():
    group = Group()
    answers = [group.ask(who=who, at=after(seconds))[0] for who, seconds in (("甲", 0), ("乙", 20), ("丙", 50))]
    assert [answer and answer.entry for answer in answers] == ["F01", None, None]


@pytest.mark.parametrize(("seconds", "answered"), [(0, True), (100, False), (119, False), (120, True), (230, False), (240, True)])
def test_the_silence_is_counted_from_the_answer_and_not_from_the_asking(seconds, answered):
    group = Group()
    for before in (0, 60, 100, 119, 120, 150, 230):
        if before < seconds:
            group.ask(at=after(before), who=f"u{before}")
    assert (group.ask(at=after(seconds))[0] is not None) is answered


def test_a_cool_down_is_for_one_answer_in_one_chat():
    group = Group()
    assert group.ask(at=after(0))[0]
    assert group.ask(at=after(1), chat=Chat(id="g2"))[0]
    assert group.ask("多久过期", at=after(2), ranking=Ranking((Candidate("F02", 0.9),)))[0]


def test_a_message_that_comes_twice_is_thought_of_the_same_way():
    group = Group()
    first, again = (group.ask(at=after(0), id="same") for _ in range(2))
    assert first == again
    assert first[0]


def test_a_later_message_changes_nothing_about_an_earlier_one():
    group, other = Group(), Group()
    before = group.ask(at=after(60), id="one")
    other.ask(at=after(90), id="two")
    assert other.ask(at=after(60), id="one") == before


@pytest.mark.parametrize("level", [Level.BLOCK, Level.REVIEW])
def test_a_question_that_contains_an_ad_gets_nothing_and_silences_nobody(level):
    group = Group()
    assert group.ask("怎么退款？加薇信 abc12345 代退", level=level, routes=(PRICE,)) == (None, None)
    assert group.ask(at=after(5))[0]


@pytest.mark.parametrize(
    "more",
    [
        {"role": "bot"},
        {"role": "admin"},
        {"role": "owner"},
        {"quote": "退款要多久"},
        {"forward": "怎么退款"},
        {"text": "「小王：怎么退款」\n- - - - - - - - - - - - - - -\n同问"},
        {"kind": "image"},
        {"kind": "system"},
        {"edited": True},
        {"text": " \n"},
    ],
    ids=str,
)
def test_nothing_is_said_to_bots_staff_quotes_forwards_and_what_nobody_typed(more):
    assert Group().ask(more.pop("text", "怎么退款"), **more) == (None, None)


@pytest.mark.parametrize(
    ("entry", "more", "answered"),
    [
        ({"valid_until": "2026-11-23"}, {}, True),
        ({"valid_until": "2026-11-22"}, {}, False),
        ({"valid_until": "2026-11-23"}, {"at": clock(0, 30, day=24)}, False),
        ({"chats": ("g1",)}, {}, True),
        ({"chats": ("g2", "付费群")}, {}, False),
        ({"chats": ("付费群",)}, {"chat": Chat(id="g9", name="付费群")}, True),
        ({"roles": ("admin",)}, {}, False),
        ({"roles": ("admin",)}, {"role": "admin"}, True),
        ({"roles": ("member",)}, {}, True),
    ],
)
def test_an_entry_keeps_its_limits(entry, more, answered):
    faq = replace(FAQ, entries=(replace(REFUND, **entry), HOW_LONG), hours=None)
    answer, _ = Group(faq).ask(**more)
    assert (answer is not None and answer.decision == "answer" and answer.entry == "F01") is answered


def test_the_next_entry_is_only_suggested_where_the_best_is_not_meant_for_the_message():
    faq = replace(FAQ, entries=(replace(REFUND, valid_until="2020-01-01"), HOW_LONG))
    answer, _ = Group(faq).ask()
    assert (answer.decision, answer.entry) == ("suggest", "F02")


def test_what_is_not_sure_is_shown_to_staff_with_the_text_to_send():
    answer, route = Group().ask(ranking=UNSURE)
    assert (answer.decision, answer.text, answer.choices, route) == ("suggest", "@小林 您好，在“我的订单”里点退款，三天内到账。", (), None)


def test_several_entries_that_fit_become_a_short_choice_and_its_number_an_answer():
    group = Group()
    asked, _ = group.ask("多久", ranking=TORN)
    assert (asked.decision, asked.choices) == ("answer", ("F01", "F02"))
    assert asked.text == "@小林 您好，您想问的是哪一个？回复编号即可：\n1. 怎么退款\n2. 课程多久过期"
    assert group.say("2", who="别人", at=after(5)) == (None, None)
    assert group.say("3", at=after(6)) == (None, None)
    assert group.say("第二个", at=after(7))[0].text == "@小林 您好，一年。"
    assert group.say("1", at=after(400)) == (None, None)


def test_a_number_without_a_choice_is_only_a_number():
    assert Group().say("1") == (None, None)


@pytest.mark.parametrize(
    ("words", "more"),
    [
        ("退款三天到账哈", {}),
        ("稍等，退款的我看一下", {}),
        ("好的，我来处理", {"quote": "请问怎么退款呀"}),
    ],
)
def test_a_question_is_left_alone_while_staff_speak_of_the_same(words, more):
    group = Group()
    group.staff(words, at=after(0), **more)
    assert group.ask("退款多久到账？", at=after(60)) == (None, None)
    assert group.ask("退款多久到账？", at=after(130))[0].decision == "answer"


def test_a_question_is_left_alone_while_staff_answer_the_member_who_asked_the_same():
    group = Group()
    group.ask("怎么退款", who="甲", at=after(0), ranking=NOTHING)
    group.staff("您好，稍等", at=after(10))
    assert group.ask("怎么退款呀", who="乙", at=after(30)) == (None, None)


def test_a_member_in_talk_with_staff_is_left_to_them():
    group = Group()
    group.say("请问在吗", who="甲", at=after(0))
    group.staff("在的，您说", at=after(10))
    assert group.ask("课程多久过期", who="甲", at=after(60), ranking=Ranking((Candidate("F02", 0.95),))) == (None, None)


def test_staff_who_are_just_there_get_the_answer_as_a_suggestion():
    group = Group()
    group.staff("大家晚上好，直播马上开始", at=after(0))
    assert group.ask(at=after(20))[0].decision == "suggest"
    assert group.ask(at=after(40))[0].decision == "answer"


def test_staff_of_another_chat_are_not_there():
    group = Group()
    group.staff("退款三天到账哈", at=after(0), chat=Chat(id="g2"))
    assert group.ask(at=after(10))[0].decision == "answer"


def test_a_price_question_reaches_a_person_even_while_staff_are_busy():
    group = Group()
    group.staff("课程在首页看回放", at=after(0))
    answer, route = group.say("多少钱一年", at=after(20), routes=(PRICE,))
    assert answer is None
    assert (route.id, route.to, route.priority, route.reply) == ("price", "销售", "high", "")
    assert route.due_ms == int(after(620).timestamp() * 1000)


def test_a_complaint_is_apologised_for_and_its_answer_only_suggested():
    group = Group()
    answer, route = group.ask("退款一直不到账，我要投诉", routes=(COMPLAINT, PRAISE))
    assert (route.id, route.reply, route.due_ms) == ("complaint", "@小林 非常抱歉，麻烦您私信我们，一定给您解决。", None)
    assert answer.decision == "suggest"
    assert group.say("太差了，投诉", at=after(10), routes=(COMPLAINT,))[1].reply == ""
    assert group.say("我也要投诉", who="小王", at=after(12), routes=(COMPLAINT,))[1].reply.startswith("@小王 非常抱歉")


def test_a_complaint_at_night_is_also_told_when():
    _, route = Group().say("我要投诉", at=clock(23, 0), routes=(COMPLAINT,))
    assert route.reply == "@小林 非常抱歉，麻烦您私信我们，一定给您解决。现在是非服务时间，我们会在明天 09:00回复您。"


def test_only_service_time_counts_towards_a_promise():
    answer, route = Group().say("多少钱", at=clock(20, 55), routes=(PRICE,))
    assert (answer, route.due_ms) == (None, int(clock(9, 5, day=24).timestamp() * 1000))
    answer, route = Group().say("多少钱", at=clock(22, 0), routes=(PRICE,))
    assert (answer.text[:14], route.due_ms) == ("@小林 您好，现在是非服务时", int(clock(9, 10, day=24).timestamp() * 1000))


def test_praise_at_night_promises_nothing():
    answer, route = Group().say("老师讲得真好", at=clock(23, 0), routes=(PRAISE,))
    assert (answer, route.id, route.reply) == (None, "praise", "")


def test_the_soonest_route_takes_a_message():
    assert Group().say("多少钱，我要投诉", routes=(PRAISE, COMPLAINT, PRICE))[1].id == "price"
    urgent = replace(COMPLAINT, priority="urgent")
    assert Group().say("多少钱，我要投诉", routes=(PRAISE, PRICE, urgent))[1].id == "complaint"


def test_staff_and_bots_are_routed_to_nobody():
    assert Group().say("价格 399", role="admin", routes=(PRICE,)) == (None, None)
    assert Group().say("价格 399", role="bot", routes=(PRICE,)) == (None, None)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("everyone", "@「everyone」 您好"),
        ("{answer}", "@｛answer｝ 您好"),
        ("[CQ:at,qq=all]", "@［CQ:at,qq=all］ 您好"),
        ("小\u202e林\n@all", "@小林 ＠all 您好"),
        ("", "您好"),
        ("🐷" * 50, "@" + "🐷" * 31 + "… 您好"),
    ],
)
def test_a_name_injects_nothing(name, shown):
    assert Group().ask(author=Author(nickname=name))[0].text.startswith(shown)


def test_a_source_is_named_where_there_is_one():
    faq = replace(FAQ, reply="")
    assert Group(faq).ask(ranking=Ranking((Candidate("F02", 0.9),)))[0].text == "@小林 您好，一年。（来源：手册第 3 页）"
    assert Group(faq).ask()[0].text == "@小林 您好，在“我的订单”里点退款，三天内到账。"


def test_a_store_out_of_reach_turns_answers_into_suggestions():
    answer, route = Group(store=Broken()).ask(routes=(COMPLAINT,))
    assert (answer.decision, route.reply) == ("suggest", "")
    assert Group(store=Broken()).ask(ranking=TORN)[0].choices == ()


def test_without_a_store_or_a_time_every_question_is_the_first():
    desk = Desk(FAQ)
    for _ in range(2):
        answer, _ = desk.decide(Inquiry(message=Message("怎么退款"), ranking=SURE, routes=(PRICE,)))
        assert answer.decision == "answer"


@pytest.mark.parametrize("text", ["\ud800" * 10, "怎" * 1_000_000, "\x00\u202e怎么退款", "「" * 10_000, "🐷？"])
def test_no_text_breaks_the_desk(text):
    group = Group()
    group.staff(text, at=after(0))
    group.ask(text, at=after(60), author=Author(id=text[:50], nickname=text), routes=(COMPLAINT,))


@pytest.mark.parametrize(
    ("confidences", "choices"),
    [((0.5, 0.45), 2), ((0.5, 0.3), 0), ((0.39, 0.39, 0.39), 0), ((0.45, 0.44, 0.43), 3), ((0.7, 0.3), 0), ((0.5,), 0)],
)
def test_a_choice_is_offered_where_entries_are_sure_only_together(confidences, choices):
    entries = tuple(FaqEntry(id=f"F{number}", question=f"问题{number}", answer="答") for number in range(len(confidences)))
    candidates = tuple(Candidate(f"F{number}", confidence) for number, confidence in enumerate(confidences))
    answer, _ = Group(replace(FAQ, entries=entries)).ask(ranking=Ranking(candidates, "silent"))
    assert len(answer.choices if answer else ()) == choices
