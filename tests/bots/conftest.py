"""A small ruleset with a policy, and messages of a group."""

from datetime import UTC, datetime, timedelta

import pytest

from moderation import Moderator
from moderation.message import Author, Chat, Message

START = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)

RULESET = """\
spec: 1
ruleset: {id: study, title: 学习群群规, version: "1", charter: [第1条 守法, 第2条 禁止广告, 第3条 不刷屏]}
terms:
  ads: {title: 广告用语, terms: [刷单, 日结兼职]}
  insults: {title: 辱骂, terms: [傻逼]}
  bets: {title: 赌博用语, terms: [百家乐]}
behaviors:
  flood: {title: 刷屏, count: message, by: [chat, user], window: 10s, at_least: 6}
rules:
  - {id: ad, title: 广告引流, charter: 第2条, label: ad, severity: medium, when: ads, verdict: block, actions: [delete, {strike: 1}],
     tests: {match: [刷单], pass: [早]}}
  - {id: bet, title: 赌博引流, charter: 第1条, label: gambling, severity: critical, when: bets, verdict: block,
     actions: [delete, {strike: 5}, {alert: 群管组}], tests: {match: [百家乐], pass: [早]}}
  - {id: insult, title: 辱骂, charter: 第1条, label: abuse, severity: low, when: insults, verdict: review, actions: [{alert: 群管组}],
     tests: {match: [傻逼], pass: [早]}}
  - {id: flooding, title: 刷屏, charter: 第3条, label: flood, severity: low, when: flood, verdict: block, actions: [delete],
     tests: {pass: [早]}}
  - {id: card, title: 昵称违规, charter: 第2条, label: nickname, severity: low, from: [nickname, card, join_answer], when: ads, verdict: block,
     actions: [{strike: 1}], tests: {pass: [早]}}
policy:
  ladder: [{at: 1, do: warn}, {at: 2, do: {mute: 1d}}, {at: 3, do: {mute: 40d}}, {at: 4, do: kick}]
  protected: [owner, admin, bot]
  appeal: {within: 7d, to: 群管组}
"""


def said(text, user="1", id="m1", *, after=0, role="member", chat="g", **more):  # noqa: A002 - as Message calls it
    author = Author(id=user, role=role, nickname=more.pop("nickname", f"群友{user}"), card=more.pop("card", ""), joined=None)
    return Message(text, id=id, author=author, chat=Chat(id=chat), at=START + timedelta(seconds=after), platform="qq", **more)


@pytest.fixture(scope="session")
def program(tmp_path_factory):
    path = tmp_path_factory.mktemp("study") / "study.yaml"
    path.write_text(RULESET, encoding="utf-8")
    return Moderator.load(path).program


@pytest.fixture
def moderator(program):
    from moderation.state import open_store

    return Moderator(program, store=open_store("memory://"))
