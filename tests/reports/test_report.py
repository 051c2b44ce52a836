"""The report as a value and as pages: figures add up, nothing personal by default, hostile text stays text."""

import gzip
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from moderation.batch import scan_file
from moderation.errors import UsageError
from moderation.reports import FORMS, report, written
from moderation.reports.making import Reporting

GROUP = Path(__file__).parent.parent.parent / "examples" / "group.jsonl"
HOSTILE = [
    "<script>alert(1)</script>", "{{ 1111*1111 }}{% raw %}", "\u202e右到左", "\x00零", "</style><img src=x onerror=alert(1)>", "]]>--><!--",
    '"><svg onload=alert(1)>', "\ud800", "javascript:alert(1)", "|*x*|[a](javascript:b)`", "&lt;b&gt;", "A" * 2_000,
]  # fmt: skip


@pytest.fixture(scope="module")
def group(moderator):
    return report(GROUP, ruleset=moderator)


class Tags(HTMLParser):
    """Every tag of a page, and whatever could load or run something."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.active, self.text = set(), [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.active += [(tag, name) for name, value in attrs if name.startswith("on") or name == "src"]
        self.active += [(tag, value) for name, value in attrs if name == "href" and not value.startswith("#")]

    def handle_data(self, text):
        self.text.append(text)


def test_every_figure_adds_up(group):
    totals = group.totals
    assert totals.rows == totals.verdicts + totals.rejects == 222
    assert totals.verdicts == totals.passed + totals.review + totals.block == totals.spoken + totals.notices
    assert sum(day.messages for day in group.timeline.days) == sum(group.timeline.hours) == totals.spoken
    assert sum(day.review for day in group.timeline.days) == totals.review
    assert sum(day.block for day in group.timeline.days) == totals.block
    assert sum(count for _, count in group.labels) == totals.review + totals.block
    assert all(rule.messages == rule.review + rule.block for rule in group.rules)
    asked = group.questions
    assert asked.asked == asked.answered + asked.unanswered + asked.waiting
    assert sum(day.joins for day in group.timeline.days) == totals.joins


def test_the_figures_are_those_of_a_scan(group, moderator):
    summary = scan_file(GROUP, moderator)
    assert {rule.rule: rule.messages for rule in group.rules} == {rule.rule: rule.messages for rule in summary.rules}
    assert dict(group.labels) == dict(summary.labels)
    assert (group.totals.passed, group.totals.review, group.totals.block) == tuple(count for _, count in summary.levels)


def test_nothing_in_a_report_names_anybody_by_default(group):
    secrets = {"10014", "晴姐", "qingjie8866", "暴躁老哥", "90001", "g038"}
    for form in FORMS:
        page = written(group, form)
        assert not [secret for secret in secrets if secret in page]


def test_unmasked_everything_is_there_and_the_page_warns(moderator):
    page = written(report(GROUP, ruleset=moderator, masked=False), "html")
    assert "晴姐（10014）" in page
    assert "qingjie8866" in page
    assert "请勿外传" in page


def test_evidence_is_marked(group):
    assert "<mark>老师带单稳赚不赔</mark>" in written(group, "html")
    (sample, *_) = [sample.to_dict() for rule in group.rules for sample in rule.samples if rule.rule == "abuse-score"]
    assert [sample["text"][start:end] for start, end in sample["evidence"]] == ["你们一群傻逼", "弱智"]


@pytest.mark.parametrize("masked", [True, False])
def test_hostile_text_stays_text(reported, masked):
    rows = [
        {
            "id": text,
            "text": f"{text} 加微信 abc12345 日结兼职",
            "user_id": f"{text}{n}",
            "user_name": text,
            "chat": text,
            "time": 1_794_613_344 + n,
        }
        for text in HOSTILE
        for n in range(3)
    ]
    made = reported([*rows, '{"text": 7}', "kein JSON"], masked=masked)
    assert made.totals.rejects == 2
    page = written(made, "html")
    page.encode()
    seen = Tags(page)
    assert not seen.active
    assert not {"script", "img", "iframe", "object", "link"} & seen.tags
    assert not re.search("[\x00\u202e\ud800-\udfff]", page)
    assert "1234321" not in "".join(seen.text)
    assert len(page) < 1_000_000
    lines = written(made, "md")
    assert "<script" not in lines.replace("\\<", "")
    assert not re.search("[\x00\u202e\ud800-\udfff]", lines)
    assert json.loads(written(made, "json"))["totals"]["rows"] == len(rows) + 2


def test_a_page_without_anything_still_opens(reported):
    made = reported([])
    assert made.totals.rows == 0
    for form in FORMS:
        assert written(made, form, "en")


def test_a_long_clean_history_is_a_reason_to_look_again(reported):
    day = 86_400
    rows = [{"id": str(n), "text": f"第{n}天打卡", "user_id": "老友", "time": 1_790_000_000 + n * day // 2} for n in range(60)]
    rows += [
        {"id": "hit", "text": "加我微信：abc123456 日结兼职", "user_id": "老友", "time": 1_790_000_000 + 40 * day},
        {"id": "new", "text": "加我微信：abc123457 日结兼职", "user_id": "新人", "time": 1_790_000_000 + 40 * day},
    ]
    made = reported(rows)
    assert [(case.clean, case.regular) for case in made.candidates] == [(60, True)]


def test_every_form_tells_the_busiest_hours_and_calls_rules_by_their_titles(group):
    (hour, count), *_ = group.timeline.busiest
    assert json.loads(written(group, "json"))["busiest_hours"][0] == [hour, count]
    for form in ("html", "md"):
        page = written(group, form)
        assert f"{hour} 点（{count} 条）" in page
        assert "一条消息里刷屏 ×2" in page


def test_what_is_said_every_day_is_one_case_to_look_at(reported):
    rows = [{"id": str(n), "text": "哈" * 60 if n % 2 else "6" * 60, "user_id": "u", "time": 1_790_000_000 + n * 600} for n in range(90)]
    made = reported(rows)
    assert made.lone_count > 40
    assert len(made.candidates) == 2


def test_joins_and_leaves_have_a_chart_where_there_are_any(reported):
    rows = [{"id": "1", "text": "", "kind": "join", "user_id": "u", "time": 1_790_000_000}]
    page = written(reported(rows), "html")
    assert "入群 1，退群 0" in page
    assert 'class="joins"' in page
    assert 'class="joins"' not in written(reported([{"id": "1", "text": "早", "user_id": "u", "time": 1_790_000_000}]), "html")


def test_one_contact_from_several_accounts_is_a_campaign_and_recurs(reported):
    rows = [{"id": str(n), "text": f"兼职日结{n}，加微信 abc12345", "user_id": f"u{n}", "time": 1_790_000_000 + n} for n in range(4)]
    made = reported(rows)
    (contact,) = [one for one in made.campaigns if one.kind == "wechat"]
    assert (contact.value, contact.messages, contact.members) == ("a••••••5", 4, 4)
    assert [one.kind for one in made.addresses] == ["wechat"]


def test_joins_and_leaves_are_people_and_make_tiers(moderator, tmp_path):
    notices = [("你邀请“新人、小白”加入了群聊", 0), ("小白退出了群聊", 60), ("早上好呀", 120)]
    path = tmp_path / "群.jsonl"
    head = (
        '{"_type": "header", "chatlab": {"version": "0.0.2"}, "meta": {"name": "群", "platform": "qq", "type": "group", "groupId": "1"}}\n'
    )
    lines = [
        {"_type": "message", "platformMessageId": str(at), "sender": "u", "accountName": "老周", "timestamp": 1_794_613_344 + at,
         "type": 80 if "群聊" in text else 0, "content": text}
        for text, at in notices
    ]  # fmt: skip
    path.write_text(head + "".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    made = report(path, ruleset=moderator)
    assert (made.totals.joins, made.totals.leaves, made.totals.members) == (2, 1, 1)
    assert dict(made.tiers.counts) == {"core": 0, "active": 1, "quiet": 1, "gone": 1}


def test_verdicts_alone_tell_what_they_lack_and_nothing_is_guessed(group, moderator, tmp_path):
    scan_file(GROUP, moderator, out=tmp_path / "v.jsonl")
    with (tmp_path / "v.jsonl").open("a", encoding="utf-8") as more:
        more.write('{"verdict": ["pass"]}\n7\n{"verdict": "block", "hits": [7, {"rule": 7, "signals": [{"start": "x"}]}], "label": {}}\n')
    made = report(tmp_path / "v.jsonl", ruleset="no such ruleset is needed")
    assert made.missing == ("time", "author", "text")
    assert (made.totals.verdicts, made.totals.rejects) == (223, 2)
    rules = {rule.rule: rule.messages for rule in made.rules}
    assert {rule.rule: rule.messages for rule in group.rules}.items() <= rules.items()
    page = written(made, "html")
    assert "来源里没有：时间、发言人、原文。" in page
    assert "<mark>" in page


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("kind", ["path", "file", "memory"])
def test_verdicts_are_known_wherever_they_come_from(tmp_path, kind, packed):
    """On a terminal every file comes as a stream, which its progress bar watches."""
    rows = b'{"id": "1", "verdict": "pass", "hits": []}\n' * 3000 + b'{"id": "2", "verdict": "block", "hits": []}\n'
    path = tmp_path / "v.jsonl"
    path.write_bytes(gzip.compress(rows) if packed else rows)
    making = Reporting("no such ruleset is needed")
    with path.open("rb") as file:
        making.add({"path": path, "file": file, "memory": io.BytesIO(path.read_bytes())}[kind])
    totals = making.report().totals
    assert (totals.verdicts, totals.rejects, totals.block) == (3001, 0, 1)


def test_what_replay_writes_tells_time_and_members(moderator, tmp_path):
    row = {
        "at": "2026-11-14T10:22:16+08:00",
        "platform": "qq",
        "chat": "1",
        "user": "10014",
        "name": "晴姐",
        "verdict": "block",
        "hits": [],
    }
    (tmp_path / "r.jsonl").write_text(json.dumps(row) + '\n{"summary": {}}\n', encoding="utf-8")
    made = report(tmp_path / "r.jsonl", ruleset=moderator)
    assert (made.missing, made.totals.rows, made.timeline.hours[10]) == (("text",), 1, 1)


def test_hours_are_told_in_the_zone_that_is_asked_for(moderator, tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "早", "user_id": "a", "time": "2026-11-14T23:30:00+00:00"}\n', encoding="utf-8")
    assert report(tmp_path / "a.jsonl", ruleset=moderator).timeline.hours[7] == 1
    assert report(tmp_path / "a.jsonl", ruleset=moderator, tz="UTC").timeline.hours[23] == 1


def test_a_file_that_is_not_there_is_the_operators_mistake(tmp_path):
    with pytest.raises(UsageError):
        report(tmp_path / "none.jsonl")


def test_a_report_of_one_group_bears_its_name_and_of_several_does_not(reported, group):
    assert "<h1>Python 入门互助群 · 社群报告</h1>" in written(group, "html")
    rows = [{"text": "早", "chat": {"id": name, "name": name}} for name in ("甲群", "乙群")]
    assert "<h1>社群报告</h1>" in written(reported(rows), "html")


def test_how_many_writings_an_advertisement_has_is_told(reported):
    texts = ["全网最低价代购正品手表，私聊我有优惠，加微信 abc12345", "全网蕞低价代购正品手表～私聊莪有优惠，加薇信abc12345"]
    made = reported([{"text": texts[n % 2], "user_id": f"u{n}", "time": 1_790_000_000 + n * 86_400} for n in range(4)])
    assert [(one.members, one.writings) for one in made.campaigns if one.kind == "text"] == [(4, 2)]
    for form in ("html", "md"):
        assert "2 种写法" in written(made, form)


def test_every_table_can_be_scrolled_by_keyboard_and_says_what_its_heads_are_for(group):
    page = written(group, "html")
    assert page.count('<div class="wide"') == page.count('<div class="wide" tabindex="0"') > 0
    assert not re.search(r"<th(?! scope=)[ >]", page)


def test_bars_that_stand_for_several_days_say_so(reported):
    rows = [{"text": "早", "user_id": "u", "time": 1_700_000_000 + n * 86_400} for n in range(0, 400, 2)]
    assert "每根柱子是 4 天" in written(reported(rows), "html")
    assert "每根柱子" not in written(reported(rows[:50]), "html")


def test_verdicts_bear_the_titles_of_the_ruleset_that_gave_them(group, moderator, tmp_path):
    scan_file(GROUP, moderator, out=tmp_path / "v.jsonl")
    titles = {rule.rule: (rule.title, rule.charter) for rule in group.rules}
    assert {rule.rule: (rule.title, rule.charter) for rule in report(tmp_path / "v.jsonl").rules} == titles
    assert {rule.title for rule in report(tmp_path / "v.jsonl", ruleset="platform").rules} == {""}


def test_evidence_without_its_text_is_told_once(moderator, tmp_path):
    scan_file(GROUP, moderator, out=tmp_path / "v.jsonl")
    for rule in report(tmp_path / "v.jsonl").rules:
        for sample in rule.samples:
            parts = [piece for piece, is_evidence in sample.pieces if is_evidence]
            assert not [part for part in parts if any(part in other for other in parts if other is not part)]


def test_verdicts_and_messages_are_not_counted_together(moderator, tmp_path):
    scan_file(GROUP, moderator, out=tmp_path / "v.jsonl")
    making = Reporting(moderator)
    making.add(GROUP)
    with pytest.raises(UsageError, match="两次"):
        making.add(tmp_path / "v.jsonl")


def test_a_table_of_verdicts_is_refused_by_its_name(moderator, tmp_path):
    (tmp_path / "v.csv").write_text("\ufeffid,verdict,label,score,labels,rules\nm0,pass,,0,,\n", encoding="utf-8")
    with pytest.raises(UsageError, match="jsonl"):
        report(tmp_path / "v.csv", ruleset=moderator)


def test_a_report_that_looks_at_what_came_before_says_so(moderator, tmp_path):
    """A scan takes each message by itself, so its sums may be lower."""
    rows = [{"id": str(n), "text": f"第{n}句话", "user_id": "u", "chat": "g", "time": 1_790_000_000 + n // 8} for n in range(40)]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    alone, followed = report(tmp_path / "a.jsonl", ruleset=moderator), report(tmp_path / "a.jsonl")
    assert (alone.followed, followed.followed) == (False, True)
    assert alone.totals.review + alone.totals.block == 0 < followed.totals.review + followed.totals.block
    for form in ("html", "md"):
        assert "前后消息" in written(followed, form)
        assert "前后消息" not in written(alone, form)


def test_who_joined_under_a_name_leaves_under_it(reported):
    at = 1_790_000_000
    rows = [
        {"text": "小白加入了群聊", "kind": "join", "user_id": "u7", "user_name": "小白", "time": at},
        {"text": "大家好", "user_id": "u7", "user_name": "小白", "time": at + 60},
        {"text": "小白退出了群聊", "kind": "leave", "time": at + 120},
        {"text": "早上好", "user_id": "u8", "user_name": "小黑", "time": at + 180},
    ]
    assert dict(reported(rows).tiers.counts) == {"core": 0, "active": 1, "quiet": 0, "gone": 1}
