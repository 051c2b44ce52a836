"""A small ruleset with a policy, messages of a group, and a moderator with a memory."""

from datetime import UTC, datetime, timedelta

import pytest

from moderation import Moderator
from moderation.message import Author, Chat, Message
from moderation.state import open_store

START = datetime(2026, 11, 22, tzinfo=UTC)

RULESET = """\
spec: 1
ruleset: {id: study, title: 学习群群规, version: "1", charter: [第1条 守法, 第2条 禁止广告, 第3条 不刷屏, 第4条 文明]}
defaults: {match: robust}
terms:
  ads: {title: 广告用语, terms: [刷单返利, 日结兼职]}
  insults: {title: 辱骂, terms: [傻逼]}
  bets: {title: 赌博用语, terms: [百家乐]}
  complaints: {title: 投诉用语, terms: [投诉, 太差]}
behaviors:
  flood: {title: 刷屏, count: message, by: [chat, user], window: 10s, at_least: 6}
  campaign: {title: 同文案多账号, count: distinct_user, of: near_duplicate, similarity: 0.85, across: all_chats, window: 6h, at_least: 3,
    min_chars: 15}
  raid: {title: 集中入群, count: join, by: [chat], window: 60s, at_least: 15}
rules:
  - {id: ad, title: 广告引流, charter: 第2条, label: ad, severity: medium, when: ads, verdict: block, actions: [delete, {strike: 1}],
     tests: {match: [刷单返利], pass: [早]}}
  - {id: bet, title: 赌博引流, charter: 第1条, label: gambling, severity: critical, when: bets, verdict: block,
     actions: [delete, {strike: 5}, {alert: 群管组}], tests: {match: [百家乐], pass: [早]}}
  - {id: insult, title: 辱骂, charter: 第4条, label: abuse, severity: low, when: insults, verdict: review, actions: [{alert: 群管组}],
     tests: {match: [傻逼], pass: [早]}}
  - {id: flooding, title: 刷屏, charter: 第3条, label: flood, severity: low, when: flood, verdict: block, actions: [delete, {strike: 1}],
     tests: {pass: [早]}}
  - {id: copies, title: 多账号同文案, charter: 第2条, label: campaign, severity: high, when: campaign, verdict: block,
     actions: [delete, {strike: 2}, {alert: 群管组}], tests: {pass: [早]}}
  - {id: rush, title: 集中入群, charter: 第2条, label: campaign, severity: high, when: raid, verdict: review, actions: [{alert: 群管组}],
     tests: {pass: [早]}}
  - {id: name, title: 名片违规, charter: 第2条, label: nickname, severity: low, from: [nickname, card, join_answer], when: ads,
     verdict: block, actions: [{strike: 1}], tests: {pass: [早]}}
policy:
  strikes: {by: [community, user], window: 30d}
  ladder: [{at: 1, do: warn}, {at: 2, do: {mute: 10m}}, {at: 3, do: {mute: 60d}}, {at: 4, do: kick}]
  protected: [owner, admin, bot]
  appeal: {within: 7d, to: 群管组}
faq:
  answer_at: 0.8
  suggest_at: 0.5
  entries:
    - {id: F01, question: 群里几点上课, answer: 每晚八点在直播间上课。, variants: [什么时候上课, 几点开始上课, 上课时间是几点]}
    - {id: F02, question: 作业在哪里交, answer: 在群文件的作业本里交。, variants: [作业怎么交, 交作业的地方在哪]}
  route:
    - {id: complaint, title: 客诉, when: complaints, to: 客服, priority: high, reply: "@{user} 非常抱歉，麻烦您私信我们，一定给您解决。"}
"""


@pytest.fixture(scope="session")
def ruleset(tmp_path_factory):
    path = tmp_path_factory.mktemp("study") / "study.yaml"
    path.write_text(RULESET, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def program(ruleset):
    return Moderator.load(ruleset).program


@pytest.fixture
def moderator(program):
    return Moderator(program, store=open_store("memory://"))


@pytest.fixture
def said():
    """Make messages of a group, a second apart where no time is named."""

    def make(text, user="1", id="m1", *, after=0, chat="g", **more):  # noqa: A002 - as Message calls it
        named = {name: more.pop(name) for name in ("role", "nickname", "card") if name in more}
        author = Author(id=user, **{"nickname": f"群友{user}", **named})
        at = START + timedelta(seconds=after)
        return Message(text, id=id, author=author, chat=Chat(id=chat), at=at, platform="qq", **more)

    return make
