"""Plans: a verdict within what a platform can do; what is said is true of what is done; silence where silence is due."""

from dataclasses import replace

import pytest

from moderation import Moderator, Verdict
from moderation.bots.base import Call, Capabilities, Outcome
from moderation.bots.fake import ABLE
from moderation.bots.planning import applied_of, plan
from moderation.program import Measure
from moderation.state import open_store
from moderation.verdict import Answer, Level, Route

AD = "刷单返利找我"


def lines(calls):
    return [(call.name, call.duration_s, call.problem) for call in calls]


@pytest.fixture
def offences(moderator, said):
    """The verdicts on four advertisements of one member, a minute apart, with their messages."""
    messages = [said(AD, id=f"m{place}", after=60 * place) for place in range(4)]
    return [(moderator.check(message), message) for message in messages]


def test_deeds_come_first_then_words_then_alerts(offences):
    assert [lines(plan(*offence, ABLE)) for offence in offences] == [
        [("delete", None, ""), ("say", None, "")],
        [("delete", None, ""), ("mute", 600, ""), ("say", None, "")],
        [("delete", None, ""), ("mute", 2_592_000, "clamped"), ("say", None, ""), ("alert", None, "")],
        [("delete", None, ""), ("kick", None, ""), ("say", None, "")],
    ]


@pytest.mark.parametrize(
    ("capabilities", "nth", "expected"),
    [
        (Capabilities(), 1, [("say", None, "unsupported"), ("alert", None, "")]),
        (Capabilities(delete=True), 1, [("delete", None, ""), ("say", None, "unsupported"), ("alert", None, "")]),
        (replace(ABLE, delete_within_s=120), 0, [("say", None, "too late"), ("alert", None, "")]),
        (replace(ABLE, mute_least_s=900), 1, [("delete", None, ""), ("mute", 900, "clamped"), ("say", None, ""), ("alert", None, "")]),
        (replace(ABLE, kick=False), 3, [("delete", None, ""), ("mute", 2_592_000, "unsupported"), ("say", None, ""), ("alert", None, "")]),
        (replace(ABLE, untouchable=("member",)), 3, [("say", None, "untouchable"), ("alert", None, "")]),
    ],
)
def test_what_a_platform_cannot_do_becomes_milder_and_staff_are_told(offences, capabilities, nth, expected):
    assert lines(plan(*offences[nth], capabilities, age_s=130)) == expected


def test_what_is_said_is_true_of_what_is_done(offences, moderator):
    says = moderator._live.announcer.notice
    words = {call.name: call.text for call in plan(*offences[1], Capabilities(), says=says)}
    assert "请撤回" in words["say"]
    assert "禁言 10 分钟" not in words["say"]
    assert "请勿再发" in next(call.text for call in plan(*offences[1], Capabilities()) if call.name == "say")


def test_a_message_that_came_before_gets_nothing(offences, moderator):
    again = moderator.check(offences[0][1])
    assert again.repeated
    assert plan(again, offences[0][1], ABLE) == ()


@pytest.mark.parametrize("role", ["owner", "admin", "bot"])
def test_staff_and_bots_are_never_touched_or_answered(moderator, said, role):
    message = said(AD, role=role)
    assert lines(plan(moderator.check(message), message, ABLE)) == [("alert", None, "")]
    answered = Verdict(answer=Answer(decision="answer", entry="F", confidence=1.0, text="在"))
    assert len(plan(answered, said("早", role=role), ABLE)) == (0 if role == "bot" else 1)


def test_what_is_for_staff_is_never_said_in_the_chat(moderator, said, program):
    insult = said("傻逼")
    assert [call.name for call in plan(moderator.check(insult), insult, ABLE)] == ["alert"]
    store = open_store("memory://")
    lost = Moderator(program, store=store)
    message = said(AD)
    verdict = replace(lost.check(message), sanction=replace(lost.check(message).sanction, action="undecided"), repeated=False)
    assert [call.name for call in plan(verdict, message, ABLE)] == ["delete", "alert"]


SCORED = """
spec: 1
ruleset: {id: g}
terms: {ads: {weight: 4, terms: [兼职]}, places: {weight: 4, terms: [私聊]}}
rules:
  - {id: ad, title: 广告, label: ad, severity: medium, when: {score: [ads, places], review: 4, block: 8}, actions: [delete, {strike: 1}]}
"""
POLICY = "policy: {strikes: {by: [community, user], window: 30d, per_message: max}, ladder: [{at: 1, do: warn}]}\n"


@pytest.mark.parametrize("policy", ["", POLICY])
@pytest.mark.parametrize(("severity", "expected"), [("high", ["alert"]), ("critical", ["delete", "alert"])])
def test_what_a_person_has_to_look_at_stays_until_then_unless_it_is_critical(tmp_path, said, policy, severity, expected):
    (tmp_path / "r.yaml").write_text(SCORED.replace("medium", severity) + policy, encoding="utf-8")
    moderator = Moderator.load(tmp_path / "r.yaml", store="memory://", cache=False)
    unsure, sure = said("想找个兼职"), said("兼职私聊", id="m2", user="2")
    for quiet in (False, True):
        verdict = moderator.check(unsure)
        calls = plan(replace(verdict, repeated=False), unsure, ABLE, says=moderator.announcer.notice, quiet=quiet)
        assert [call.name for call in calls] == (["alert"] if quiet else expected)
        assert "广告" in calls[-1].text
        assert "撤回" not in calls[-1].text
    assert plan(moderator.check(sure), sure, ABLE)[0].name == "delete"


def test_quiet_mode_only_alerts_staff(offences, said):
    for offence in offences:
        assert [call.name for call in plan(*offence, ABLE, quiet=True)] == ["alert"]
    passed = Verdict(
        answer=Answer(decision="answer", entry="F", confidence=1.0, text="在"),
        route=Route(id="r", title="客诉", to="客服", priority="high", reply="您好"),
    )
    assert {call.name for call in plan(passed, said("早"), ABLE, quiet=True)} == {"alert"}


@pytest.mark.parametrize("name", ["@everyone", "[CQ:at,qq=all]", "加微信abc12345", "刷单返利", "\u202e\ud83d", "傻逼" * 100, ""])
def test_no_name_and_no_word_that_is_forbidden_is_repeated(moderator, said, name):
    message = said(f"{AD} 傻逼", nickname=name)
    for quiet in (False, True):
        for call in plan(moderator.check(message), message, Capabilities(), says=moderator._live.announcer.notice, quiet=quiet):
            for forbidden in ("刷单返利", "傻逼", "[CQ:", "@everyone", "abc12345", "\u202e"):
                assert forbidden not in call.text
        moderator.store.close()
        moderator = Moderator(moderator.program, store=open_store("memory://"))


def test_an_unsure_faq_suggests_to_staff_and_a_route_tells_them(said):
    suggested = Verdict(answer=Answer(decision="suggest", entry="F", confidence=0.6, text="每晚八点"))
    assert [(call.name, "每晚八点" in call.text) for call in plan(suggested, said("几点"), ABLE)] == [("alert", True)]
    routed = Verdict(route=Route(id="c", title="客诉", to="客服", priority="high", due_ms=1_795_305_600_000, reply="马上来"))
    calls = plan(routed, said("投诉"), ABLE)
    assert [(call.name, call.to) for call in calls] == [("reply", ""), ("alert", "客服")]
    assert "11-22 08:00 前答复" in calls[1].text


def test_a_join_request_is_turned_down_for_its_answer_and_nothing_is_said_to_the_group(moderator, said):
    request = said("", id="~request-add-flag1", kind="other", join_answer="刷单返利")
    verdict = moderator.check(request)
    assert verdict.level is Level.BLOCK
    assert lines(plan(verdict, request, ABLE)) == [("reject", None, "")]
    assert lines(plan(verdict, request, replace(ABLE, reject=False))) == [("alert", None, "")]


def test_pieces_of_a_split_word_are_removed_together(tmp_path, said):
    ruleset = tmp_path / "split.yaml"
    ruleset.write_text(
        "spec: 1\nruleset: {id: g}\nterms: {ads: {terms: [刷单返利]}}\n"
        "behaviors: {stitched: {join_messages: {by: [chat, user], gap: 5s, at_most: 6, max_chars_each: 4}}}\n"
        "rules: [{id: ad, title: 广告, label: ad, when: ads, verdict: block, actions: [delete], tests: {match: [刷单返利], pass: [早]}}]\n",
        encoding="utf-8",
    )
    moderator = Moderator.load(ruleset, store="memory://")
    parts = [said(part, id=f"p{place}", after=place) for place, part in enumerate(["刷单", "返利"])]
    verdicts = [moderator.check(part) for part in parts]
    assert [call.message for call in plan(verdicts[1], parts[1], ABLE) if call.name == "delete"] == ["p0", "p1"]


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ([], (None, "")),
        ([(Call(name="mute", duration_s=60), Outcome())], (Measure(action="mute", duration_s=60), "")),
        ([(Call(name="mute", duration_s=60, problem="clamped"), Outcome())], (Measure(action="mute", duration_s=60), "clamped")),
        ([(Call(name="kick"), Outcome(problem="not permitted"))], (None, "kick: not permitted")),
        (
            [(Call(name="kick"), Outcome(problem="no answer")), (Call(name="say", requested=Measure(action="kick")), Outcome())],
            (Measure(action="warn"), "kick: no answer"),
        ),
        ([(Call(name="alert"), Outcome(problem="refused"))], (None, "")),
    ],
)
def test_the_ledger_is_told_what_was_done_and_why_it_is_not_the_same(made, expected):
    assert applied_of(made) == expected
