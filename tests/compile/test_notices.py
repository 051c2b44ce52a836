"""Notices are checked when a ruleset is loaded: what the bot would say wrongly is never said."""

import pytest

from moderation.compile.assemble import compile_ruleset
from moderation.program.notices import NOTICE_FIELDS, OCCASIONS, PLATFORMS
from moderation.ruleset import load_text
from moderation.ruleset.notices import Notices, NoticeTexts
from moderation.text.templates import slots
from moderation.wording.notices import TEMPLATES

RULES = """spec: 1
ruleset: {id: group, title: 学习群, charter: [第1条 守法, 第2条 不打广告]}
terms:
  gambling: {terms: [百家乐, {term: 菠菜, near: [稳赚]}], allow: [反百家乐]}
  ad: {terms: [刷单], weight: 4}
  lure: {terms: [加我, 私聊]}
  weak: {terms: [兼职], weight: 2}
  staff: {terms: [管理员], from: nickname}
patterns:
  contact: {kind: contact}
rules:
  - {id: gambling, title: 赌博, charter: 第1条, label: gambling, when: {all: [gambling, {any: [contact, lure]}]}, verdict: block,
     tests: {match: [a], pass: [b]}}
  - {id: ad, title: 广告, charter: 第2条, label: ad, when: {score: [ad, weak, lure], review: 4}, tests: {match: [a], pass: [b]}}
  - {id: staff, title: 冒充, label: impersonation, when: staff, verdict: review, tests: {match: [a], pass: [b]}}
"""
POLICY = "policy: {ladder: [{at: 1, do: warn}, {at: 2, do: {mute: 1d}}], appeal: {within: 7d, to: 群管组}}\n"


def compiled(notices, policy=POLICY):
    return compile_ruleset(load_text(RULES + policy + notices, "群规.yaml"))


def found(notices, policy=POLICY):
    """The slug, what is pointed at, and the likely right spelling of every mistake."""
    mistakes = compiled(notices, policy).diagnostics
    return [(one.slug, one.at.source[one.at.column - 1 : one.at.end_column - 1], one.nearest) for one in mistakes]


def templates(notices="", policy=POLICY):
    program = compiled(notices, policy).program
    return {(each.occasion, each.platform): each.template for each in program.notices}


def test_the_models_have_every_occasion_and_platform():
    assert {*OCCASIONS, "silent"} == set(Notices.model_fields)
    assert {*PLATFORMS, "default"} == set(NoticeTexts.model_fields)


@pytest.mark.parametrize("occasion", OCCASIONS)
def test_every_occasion_takes_a_text_for_all_platforms_and_one_for_each(occasion):
    texts = ", ".join(f"{platform}: 您好{platform}" for platform in PLATFORMS)
    said = templates(f"notices: {{{occasion}: {{default: '{{user}}您好', {texts}}}}}")
    assert said[occasion, ""] == "{user}您好"
    assert {platform: said[occasion, platform] for platform in PLATFORMS} == {platform: f"您好{platform}" for platform in PLATFORMS}


@pytest.mark.parametrize("occasion", OCCASIONS)
@pytest.mark.parametrize("policy", ["", POLICY])
def test_every_field_of_an_occasion_may_be_used_and_no_other(occasion, policy):
    for field in NOTICE_FIELDS.values():
        slugs = [slug for slug, _, _ in found(f"notices: {{{occasion}: '{{{field.name}}}'}}", policy)]
        assert slugs in ([[], ["notice-field-empty"]] if occasion in field.occasions else [["notice-field-elsewhere"]])


@pytest.mark.parametrize("policy", ["", POLICY, "policy: {ladder: [{at: 1, do: kick}], appeal: {within: 7d}}\n"])
def test_a_ruleset_without_notices_has_courteous_ones_of_which_none_is_a_mistake(policy):
    said = templates("", policy)
    assert {occasion for occasion, _ in said} == set(TEMPLATES)
    for (occasion, _), template in said.items():
        written = "notices: {%s: '%s'}" % (occasion, template)  # noqa: UP031 - braces all over
        assert found(written, policy) == []
    assert said["warn", ""].startswith("@{user} 您好，不好意思")
    assert ("{next_step}" in said["mute", ""]) == bool(policy)


def test_what_the_policy_does_not_know_is_left_out_of_the_usual_texts():
    assert {slot.name for slot in slots(templates("", "")["mute", ""])}.isdisjoint({"next_step", "appeal.within", "appeal.to"})
    assert "7 天" not in templates()["mute", ""]
    assert templates()["mute", ""].endswith("如有异议，请在 {appeal.within} 内联系 {appeal.to} 申诉。")


def test_a_warning_of_ones_own_is_used_for_repeats_too():
    assert ("warn_again", "") not in templates("notices: {warn: 您好}")
    assert templates("notices: {warn: 您好, warn_again: 又见面了}")["warn_again", ""] == "又见面了"


def test_silence_takes_the_usual_text_and_ones_own_away():
    assert {("kick", ""), ("mute", "")}.isdisjoint(templates("notices: {silent: [kick, mute], mute: 您好}"))


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("您好 {rule.titel}", ("unknown-notice-field", "{", "{rule.title}")),
        ("您好 {usr}", ("unknown-notice-field", "{", "{user}")),
        ("您好 {}", ("unknown-notice-field", "{", None)),
        ("禁言 {action.duration}", ("notice-field-elsewhere", "{", None)),
        ("您说了{text}", ("notice-unmasked", "{", "{evidence.masked}")),
        ("您说了{message.text}", ("notice-unmasked", "{", "{evidence.masked}")),
        ("您说了{evidence}", ("notice-unmasked", "{", "{evidence.masked}")),
        ("您说了{evidence.text}", ("notice-unmasked", "{", "{evidence.masked}")),
        ("您好 {user", ("notice-brace", "{", None)),
        ("您好 user}", ("notice-brace", "}", None)),
        ("请不要发百家乐", ("notice-repeats-term", "百", None)),
        ("请不要发百 家-乐", ("notice-repeats-term", "百", None)),
        ("请不要发百家樂", ("notice-repeats-term", "百", None)),
        ("菠菜稳赚的不要发", ("notice-repeats-term", "菠", None)),
        ("不要刷单", ("notice-repeats-term", "刷", None)),
        ("您好 {user}，👍🏽{usr}", ("unknown-notice-field", "{", "{user}")),
    ],
)
def test_a_mistake_is_found_at_its_character(text, mistake):
    assert found(f'notices: {{warn: "{text}"}}') == [mistake]


@pytest.mark.parametrize(
    "text",
    [
        "您好 {{不是字段}} {user}", "请{rule.title}家乐", "我们反百家乐", "菠菜汤很好喝", "私聊管理员，或加我", "兼职请到别的群",
        "百{user}家乐", "{user}百家{chat.name}乐",
    ],
)  # fmt: skip
def test_what_is_no_mistake_is_none(text):
    assert found(f'notices: {{warn: "{text}"}}') == []


def test_every_mistake_of_every_text_is_reported_at_once():
    slugs = [slug for slug, _, _ in found('notices: {warn: "{a} {text} 刷单 {", mute: {default: "{b}", qq: "{c}"}}')]
    assert slugs == ["unknown-notice-field", "notice-unmasked", "notice-repeats-term", "notice-brace", *["unknown-notice-field"] * 2]


@pytest.mark.parametrize("field", ["{appeal.within}", "{appeal.to}", "{next_step}"])
def test_a_field_that_is_always_empty_is_a_warning(field):
    notices = f"notices: {{mute: '{field}'}}"
    assert found(notices, "") == [("notice-field-empty", "{", None)]
    assert compiled(notices, "").program is not None
    assert found(notices) == []


@pytest.mark.parametrize(("platform", "fits"), [("wecom", 650), ("discord", 1_950), ("telegram", 4_000), ("qq", 1_450)])
def test_a_notice_must_fit_its_platform_when_it_is_filled(platform, fits):
    texts = {more: "您" * (fits + more) + "{user}" for more in (0, 120)}
    short = f"notices: {{warn: {{default: 您好, {platform}: '{texts[0]}'}}}}"
    assert found(short) == []
    assert [slug for slug, _, _ in found(short.replace(texts[0], texts[120]))] == ["notice-too-long"]


def test_a_text_for_all_platforms_must_fit_the_narrowest_that_has_none_of_its_own():
    long = "您" * 1_000
    (mistake,) = compiled(f"notices: {{warn: {long}}}").diagnostics
    assert (mistake.slug, mistake.values["platform"]) == ("notice-too-long", PLATFORMS["wecom"].title)
    assert found(f"notices: {{warn: {{default: {long}, wecom: 您好}}}}") == []


def test_notices_on_top_replace_those_below_occasion_by_occasion(tmp_path):
    (tmp_path / "base.yaml").write_text("spec: 1\nnotices: {warn: 基础, mute: 基础}", encoding="utf-8")
    top = "spec: 1\nextends: [base.yaml]\nruleset: {id: top}\nnotices: {warn: 上层}"
    program = compile_ruleset(load_text(top, str(tmp_path / "top.yaml"))).program
    said = {notice.occasion: notice.template for notice in program.notices}
    assert (said["warn"], said["mute"]) == ("上层", "基础")


def test_a_shadow_rule_forbids_no_word():
    assert compile_ruleset(load_text((RULES + "notices: {warn: 不要刷单}").replace("label: ad,", "label: ad, status: shadow,"))).program
