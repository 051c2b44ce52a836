"""A name that imitates a protected one is found however it is written; a name that only shares characters is not."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation import Message, Moderator
from moderation.compile.assemble import compile_ruleset
from moderation.match.names import NameMatcher
from moderation.match.spec import NameSpec
from moderation.message import Author
from moderation.ruleset import load_text
from moderation.text.fold import plain

STAFF = NameMatcher(NameSpec(names=("客服小美", "蓝鲸课堂", "小美", "群主", "BlueWhale")))

IMITATIONS = [
    ("客服小美", "客服小美", ()),
    ("客𝐟服小羙", "客𝐟服小羙", ("separators", "lookalike")),
    ("客服小美①", "客服小美", ()),
    ("官方-客服小美", "客服小美", ()),
    ("❤客 服·小 美❤", "客 服·小 美", ("separators",)),
    ("客\u200b服\u202e小美", "客\u200b服\u202e小美", ("separators",)),
    ("客服小妹", "客服小妹", ("homophone",)),
    ("客服小镁", "客服小镁", ("lookalike",)),
    ("kefuxiaomei", "kefuxiaomei", ("pinyin",)),
    ("客服xiaomei小号", "客服xiaomei", ("pinyin",)),
    ("藍鯨課堂", "藍鯨課堂", ("variants",)),
    ("蓝鲸课堂官方客服", "蓝鲸课堂", ()),
    ("B1ueWha1e_official", "B1ueWha1e", ("variants",)),
    ("ＢｌｕｅＷｈａｌｅ", "ＢｌｕｅＷｈａｌｅ", ("variants",)),
    ("群主888", "群主", ()),
    ("客服小小美", "客服小小美", ("separators",)),
    ("蓝鲸小课堂", "蓝鲸小课堂", ("separators",)),
    ("蓝鲸の课堂", "蓝鲸の课堂", ("separators",)),
    ("宀各服小美", "宀各服小美", ("split",)),
    ("客服小羊大", "客服小羊大", ("split",)),
]
ORDINARY = [
    "客服小梅花", "客服小妹妹", "客服部小张美", "蓝鲸大学课堂", "羊大爷",
    "客服小王", "客服", "客户小美容", "小妹", "小江", "王小美", "美小客", "蓝鲸", "蓝鲸课堂学员小李", "课堂笔记", "我爱看蓝鲸课堂直播",
    "Blue", "群友甲", "裙主题公园", "whale", "", " ", "\u200b", "مرحبا", "😀😀", "\ud800",
]  # fmt: skip


@pytest.mark.parametrize(("name", "covered", "disguise"), IMITATIONS)
def test_an_imitation_is_found_with_its_span_and_its_disguise(name, covered, disguise):
    (found,) = STAFF.find(name, plain(name))
    assert (name[found.start : found.end], found.disguise) == (covered, disguise)


@pytest.mark.parametrize("name", ORDINARY)
def test_an_ordinary_name_is_not(name):
    assert STAFF.find(name, plain(name)) == []


def test_only_what_is_more_than_another_script_or_width_is_evasive():
    evasive = {name: STAFF.find(name, plain(name))[0].evasive for name, _, _ in IMITATIONS}
    assert not any(evasive[name] for name in ("客服小美", "藍鯨課堂", "ＢｌｕｅＷｈａｌｅ", "群主888"))
    assert all(evasive[name] for name in ("客𝐟服小羙", "客服小妹", "kefuxiaomei", "B1ueWha1e_official"))


@pytest.mark.parametrize(
    ("spec", "kept", "broken"),
    [
        (NameSpec(length=(2, 4)), ["张三", "张三丰啊", "张\u200b三四五"], ["张", "张三李四王"]),
        (NameSpec(must_have=("蓝鲸", "校友")), ["蓝鲸-张三", "校 友张三"], ["张三"]),
        (NameSpec(format=r"^\d{2}-"), ["01-张三", "０１-张三"], ["张三", "1-张三", "a01-张三"]),
    ],
)
def test_a_name_against_a_convention_is_found_as_a_whole(spec, kept, broken):
    matcher = NameMatcher(spec)
    assert [matcher.find(name, plain(name)) for name in kept] == [[]] * len(kept)
    assert [[(one.start, one.end) for one in matcher.find(name, plain(name))] for name in broken] == [[(0, len(name))] for name in broken]


@given(
    st.text(st.characters(exclude_categories=()))
    | st.lists(st.sampled_from("客服小美羙妹蓝鲸课堂群主 ①Bluewhale1xiaomei\u200b-")).map("".join)
)
def test_places_lie_in_the_name_in_order_and_apart(name):
    found = STAFF.find(name, plain(name))
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(0 <= one.start < one.end <= len(name) for one in found)


def test_a_long_name_is_read_to_its_first_characters_and_no_further():
    name = "客服小羙" + "①-" * 50_000
    assert [(one.start, one.end) for one in STAFF.find(name, plain(name))] == [(0, 4)]


RULESET = r"""spec: 1
defaults: {from: authored}
terms:
  staff: {terms: [客服小美, 老王]}
  ads: {terms: [兼职日结]}
patterns:
  fake: {kind: name, like: staff}
  card: {kind: name, from: card, length: [2, 20], format: '^\d{2}-'}
  contact: {kind: contact, of: [wechat], lead: [加, 微信]}
rules:
  - id: fake
    label: impersonation
    when: {all: [fake, {not: "user.role in [owner, admin, bot]"}]}
    verdict: block
    tests: {match: [{nickname: 客服小羙}], pass: [{nickname: 客服小王}]}
  - {id: card, label: nickname, when: card, verdict: review, tests: {match: [{card: 张三}], pass: [{card: 01-张三}]}}
  - id: ad
    label: ad
    from: [nickname, card]
    when: {any: [ads, contact]}
    verdict: block
    tests: {match: [{nickname: 兼职日结}], pass: [兼职日结]}
"""


MODERATOR = Moderator(compile_ruleset(load_text(RULESET)).program)


def said(text="早", **author):
    message = Message(text, author=Author(**author))
    return [(signal.field, signal.text) for hit in MODERATOR.check(message).hits for signal in hit.signals]


def test_a_genuine_member_of_staff_is_spared_by_the_role_that_the_rule_asks_for():
    assert said(nickname="客服小羙") == [("nickname", "客服小羙")]
    assert said(card="01-客服小美①") == [("card", "客服小美")]
    for role in ("owner", "admin", "bot"):
        assert said(nickname="客服小美", role=role) == []


def test_names_are_looked_for_in_names_alone():
    assert said("客服小美在吗", nickname="小林", card="01-小林") == []


def test_a_convention_is_for_the_field_that_it_names_and_for_who_has_one():
    assert said(nickname="张三") == []
    assert said(card="张三") == [("card", "张三")]


def test_contacts_and_advertisements_in_names_are_a_matter_of_the_rules_fields():
    assert said(nickname="兼职日结", card="01-加微信abc12345") == [("nickname", "兼职日结"), ("card", "加微信abc12345")]
    assert said("兼职日结 加微信abc12345") == []
