"""Every key of the language arrives in the Program, or is refused; nothing that an author writes is ignored."""

import copy

import pytest
import yaml

from moderation.compile.assemble import compile_ruleset
from moderation.ruleset import load_text, schema
from moderation.ruleset.fields import MappingModel

TEXT = r"""
spec: 1
ruleset: {id: group, title: 群规, version: '1', charter: [第1条 守法, 第2条 文明]}
defaults: {match: normal, from: authored}
labels: {mine: 自己的}
terms:
  ad:
    title: 广告
    match: {level: normal, variants: true, separators: 2, boundary: none}
    from: authored
    weight: 2
    disguised_bonus: 1
    boundary: none
    terms: [广告, {term: 兼职, weight: 3, match: normal, boundary: none, near: [日结], within: 12}]
    allow: [广告学]
  plain: {terms: [普通], match: {level: normal, boundary: none}}
  bent: {terms: [普通], match: {lookalike: false, homophone: false, pinyin: 'off', split: false, emoji: false, shuffle: false}}
  nick: {terms: [管理员], from: nickname}
  ok: {domains: [github.com]}
patterns:
  contact: {kind: contact, title: 联系方式, weight: 2, from: authored, of: [qq], lead: [加], lead_within: 6, not: [request]}
  link: {kind: link, title: 链接, weight: 2, from: authored, of: [url], domains_not_in: ok, domains_in: [evil.cn]}
  regex: {kind: regex, title: 日赚, weight: 2, from: authored, regex: '日赚\d+', ignore_case: true}
  name:
    {kind: name, title: 昵称, weight: 2, from: card, like: nick, names: [客服小美], length: [2, 20], must_have: [蓝鲸], format: '^\d'}
  repeat: {kind: repeat, title: 重复, weight: 2, from: authored, unit: char, at_least: 12}
behaviors:
  flood: {title: 刷屏, weight: 2, count: message, by: [chat, user], window: 10s, at_least: 6}
  twice: {count: near_duplicate, window: 10m, at_least: 3, similarity: 0.9, min_chars: 8}
  many: {count: distinct_user, of: near_duplicate, across: chat, window: 6h, at_least: 3}
  joined: {join_messages: {by: [chat, user], gap: 5s, at_most: 6, max_chars_each: 4}}
rules:
  - id: all
    title: 广告
    charter: 第1条
    label: ad
    severity: low
    status: enforce
    from: authored
    when: {all: [ad, {any: [contact, link]}, {not: regex}, {at_least: 1, of: [repeat, nick, plain, bent]}, {near: [ad, link], within: 12}]}
    verdict: block
    actions: [delete, {strike: 1}]
    tests: {match: [广告], pass: [你好]}
  - id: score
    label: ad
    when: {score: [ad, link], cap: {ad: 4}, bonus: {user.new: 2}, review: 2, block: 6}
    tests: {match: [广告], pass: [你好]}
  - id: names
    label: nickname
    when: name
    verdict: review
    tests: {match: [广告], pass: [你好]}
  - {id: behaves, label: flood, when: {any: [flood, twice, many]}, verdict: review}
policy:
  ladder: [{at: 1, do: warn}]
notices: {warn: "{user} 您好"}
faq:
  answer_at: 0.8
  suggest_at: 0.5
  cooldown: {per: [chat, entry], time: 2m}
  hours: {open: "09:00-21:00", timezone: Asia/Shanghai, weekdays: [mon], holidays: ["2026-10-01"], workdays: ["2026-10-10"], outside: 明天}
  reply: "{user} {answer}"
  entries:
    - {id: F1, question: 几点开门, answer: 九点, variants: [营业时间], topic: 时间, source: 公告,
       valid_until: "2026-12-31", chats: [一群], roles: [member]}
  synonyms: [[退费, 退钱]]
  route: [{id: price, title: 价格, when: contact, to: 销售, priority: high, within: 10m, reply: 您好}]
"""

CHANGES = {
    "ruleset.id": "other", "ruleset.title": "别的", "ruleset.version": "2", "ruleset.charter": ["第1条 不同", "第2条 文明"],
    "defaults.match": "exact", "defaults.from": "quote", "labels": {"mine": "自己的", "ad": "我的广告"},
    "terms.ad.title": "推广", "terms.ad.match": "exact", "terms.plain.match.level": "exact", "terms.ad.match.variants": False,
    "terms.ad.match.separators": 3, "terms.plain.match.boundary": "word", "terms.ad.from": "quote", "terms.ad.weight": 5,
    "terms.ad.disguised_bonus": 4,
    "terms.ad.boundary": "word", "terms.ad.terms": ["广告"], "terms.ad.allow": [], "terms.ok.domains": ["bilibili.com"],
    **{f"terms.bent.match.{option}": True for option in ("lookalike", "homophone", "split", "emoji", "shuffle")},
    "terms.bent.match.pinyin": "initials",
    "terms.ad.terms.1.term": "日结", "terms.ad.terms.1.weight": 9, "terms.ad.terms.1.match": "exact", "terms.ad.terms.1.boundary": "word",
    "terms.ad.terms.1.near": ["薪"], "terms.ad.terms.1.within": 3,
    "patterns.contact.kind": "repeat", "patterns.contact.title": "号", "patterns.contact.weight": 3, "patterns.contact.from": "quote",
    "patterns.contact.of": ["qq", "phone"], "patterns.contact.lead": [], "patterns.contact.lead_within": 2, "patterns.contact.not": [],
    "patterns.link.kind": "repeat", "patterns.link.of": ["email"], "patterns.link.domains_in": ["other.cn"],
    "patterns.link.domains_not_in": [], "patterns.regex.kind": "repeat", "patterns.regex.regex": "日入",
    "patterns.regex.ignore_case": False, "patterns.repeat.kind": "link", "patterns.repeat.unit": "line", "patterns.repeat.at_least": 13,
    "patterns.name.kind": "repeat", "patterns.name.from": "nickname", "patterns.name.like": "plain", "patterns.name.names": ["群主"],
    "patterns.name.length": [2, 9], "patterns.name.must_have": [], "patterns.name.format": "^a",
    "behaviors.flood.title": "连发", "behaviors.flood.weight": 3, "behaviors.flood.count": "join", "behaviors.flood.by": ["chat"],
    "behaviors.flood.window": "20s", "behaviors.flood.at_least": 7, "behaviors.twice.similarity": 0.8, "behaviors.twice.min_chars": 9,
    "behaviors.many.of": ["link", "contact"], "behaviors.many.across": "all_chats", "behaviors.joined.join_messages": {"gap": "9s"},
    "behaviors.joined.join_messages.by": ["chat"], "behaviors.joined.join_messages.gap": "6s",
    "behaviors.joined.join_messages.at_most": 5, "behaviors.joined.join_messages.max_chars_each": 3, "behaviors": {},
    "rules.0.id": "renamed", "rules.0.title": "别的", "rules.0.charter": "第2条", "rules.0.label": "mine", "rules.0.severity": "high",
    "rules.0.status": "shadow", "rules.0.from": "quote", "rules.0.when": "ad", "rules.0.verdict": "review", "rules.0.actions": ["warn"],
    "rules.0.when.all": ["ad"], "rules.0.when.all.1.any": ["link"], "rules.0.when.all.2.not": "repeat",
    "rules.0.when.all.3.at_least": 2, "rules.0.when.all.3.of": ["repeat", "nick", "ad"], "rules.0.when.all.4.near": ["ad", "contact"],
    "rules.0.when.all.4.within": 3, "rules.1.when.score": ["ad"], "rules.1.when.cap": {}, "rules.1.when.bonus": {},
    "rules.1.when.review": 3, "rules.1.when.block": 5, "rules": [], "patterns": {"contact": {"kind": "contact"}},
    "terms": {"ad": {"terms": ["广告"]}}, "policy": {"ladder": [{"at": 1, "do": "kick"}]},
    "faq": {"reply": "{answer}"}, "faq.answer_at": 0.9, "faq.suggest_at": 0.6, "faq.cooldown": {"time": "5m"},
    "faq.cooldown.per": ["chat"], "faq.cooldown.time": "3m", "faq.hours": {"open": "09:00-21:00"}, "faq.hours.open": "08:00-21:00",
    "faq.hours.timezone": "UTC", "faq.hours.weekdays": ["tue"], "faq.hours.holidays": [], "faq.hours.workdays": [],
    "faq.hours.outside": "后天", "faq.reply": "{answer}", "faq.entries": [], "faq.entries.0.id": "F2", "faq.entries.0.question": "在哪",
    "faq.entries.0.answer": "十点", "faq.entries.0.variants": ["上班时间"], "faq.entries.0.topic": "别的", "faq.entries.0.source": "店长",
    "faq.entries.0.valid_until": "2027-12-31", "faq.entries.0.chats": [], "faq.entries.0.roles": ["owner"],
    "faq.synonyms": [["退费", "退款"]], "faq.route": [], "faq.route.0.id": "other", "faq.route.0.title": "别的",
    "faq.route.0.when": "link", "faq.route.0.to": "客服", "faq.route.0.priority": "low", "faq.route.0.within": "20m",
    "faq.route.0.reply": "好的",
    "notices": {"mute": "{user} 您好"}, "notices.warn": {"default": "{user} 您好", "qq": "您好"},
}  # fmt: skip

ELSEWHERE = {
    "Ruleset.spec", "Ruleset.ruleset", "Ruleset.extends", "Ruleset.defaults", "TermList.file", "TermList.remove", "Faq.file", "Rule.tests",
    "Ruleset.scenarios",
    *(f"{model}.{key}" for model in ("Policy", "Notices", "Scenario") for key in getattr(schema, model).model_fields),
    *(f"{model}.{key.rstrip('_')}" for model in ("TestMessage", "RuleTests") for key in getattr(schema, model).model_fields),
}  # fmt: skip
"""What loading answers for (other files, whole sections), policy, notices and what tests need; each is proved beside its own code."""


def compiled(document):
    return compile_ruleset(load_text(yaml.safe_dump(document, allow_unicode=True, sort_keys=False)))


def changed(path, value):
    document = yaml.safe_load(TEXT)
    place = document
    *parents, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    for part in parents:
        place = place[part]
    before = copy.deepcopy(place[last])
    place[last] = value
    if path.endswith(".kind"):  # another kind has other keys
        kept = {key: place[key] for key in ("kind", "weight", "title")}
        place.clear()
        place.update(kept)
    assert before != value
    return document


@pytest.mark.parametrize("path", CHANGES)
def test_every_key_changes_the_program_or_what_is_reported(path):
    base, other = compiled(yaml.safe_load(TEXT)), compiled(changed(path, CHANGES[path]))
    assert base.program is not None
    if path == "labels":  # a title of a label is for people; that it is known is what counts
        assert other.program is not None
        return
    assert other.program is None or other.program.info.digest != base.program.info.digest
    assert other.program != base.program


def test_every_key_of_the_schema_is_in_the_table_above():
    models = {model.__name__: model for model in vars(schema).values() if isinstance(model, type) and issubclass(model, MappingModel)}
    keys = {
        f"{name}.{field.alias or key}"
        for name, model in models.items()
        if not name.startswith("_")
        for key, field in model.model_fields.items()
    }
    written = {path.rpartition(".")[2] for path in CHANGES}
    missing = {key for key in keys - ELSEWHERE if key.rpartition(".")[2] not in written}
    assert missing == set()


def test_the_program_reads_the_fields_that_its_rules_look_into():
    document = yaml.safe_load(TEXT)
    del document["rules"][0]["from"]
    assert compiled(document).program.fields == ("text", "nickname", "card")
    document["rules"][0]["from"] = ["card", "text"]
    assert compiled(document).program.fields == ("text", "card")


def test_signals_say_where_they_look_by_themselves():
    program = compiled(yaml.safe_load(TEXT)).program
    assert {info.name: info.fields for info in program.signals} == {
        "ad": ("text",), "plain": ("text",), "bent": ("text",),
        "nick": ("nickname",), "contact": ("text",), "link": ("text",), "regex": ("text",), "repeat": ("text",), "name": ("card",),
        "flood": ("text",), "twice": ("text",), "many": ("text",), "joined": ("text",),
    }  # fmt: skip


def test_lists_of_domains_alone_are_no_signals():
    assert "ok" not in {info.name for info in compiled(yaml.safe_load(TEXT)).program.signals}


def test_a_signal_that_no_rule_uses_is_reported_in_its_own_file_only(tmp_path, slugs):
    unused = "terms: {ad: {terms: [广告]}, other: {terms: [兼职]}}\n"
    assert slugs(unused + "patterns: {far: {kind: contact}}") == ["unused-signal", "unused-signal"]
    (tmp_path / "base.yaml").write_text("spec: 1\n" + unused, encoding="utf-8")
    rule = "{id: r, label: ad, when: ad, verdict: block, tests: {match: [广告], pass: [早]}}"
    loaded = load_text(f"spec: 1\nextends: [base.yaml]\nrules: [{rule}]", str(tmp_path / "group.yaml"))
    assert compile_ruleset(loaded).diagnostics == ()


def test_a_signal_of_a_rule_that_is_off_is_used(slugs):
    assert slugs("rules: [{id: r, label: ad, when: ad, verdict: block, status: 'off'}]") == []


def test_what_loading_found_comes_with_what_compiling_found_in_file_order(slugs):
    text = "terms: {ad: {terms: [广告], tilte: 广告}}\nrules: [{id: r, label: add, when: add, verdict: block}]"
    assert slugs(text) == ["unknown-key", "rule-without-tests", "unknown-label", "unknown-signal"]


@pytest.mark.parametrize(
    ("text", "when", "slugs"),
    [
        ("terms: {ad: {terms: 5}}", "ad, verdict: block", ["wrong-type"]),
        ("terms: {ad: {file: gone.txt}}", "{score: [ad], review: 9}", ["missing-file"]),
        ("terms: 5", "{all: [ad, {not: far}]}, verdict: block", ["wrong-type"]),
        ("extends: [gone.yaml]", "{all: [ad, far]}, verdict: block", ["missing-file"]),
        ("terms: {ad: {terms: [广告]}}\npatterns: {far: {kind: regexp}}", "{any: [far, ad]}, verdict: block", ["wrong-value"]),
    ],
)
def test_one_mistake_is_not_reported_as_many(text, when, slugs):
    rule = f"{{id: r, label: ad, when: {when}, tests: {{match: [a], pass: [b]}}}}"
    assert [one.slug for one in compile_ruleset(load_text(f"spec: 1\n{text}\nrules: [{rule}]")).diagnostics] == slugs


def test_a_pack_keeps_its_own_charter(tmp_path):
    rule = "rules: [{id: r, label: ad, charter: 第2条, when: ad, verdict: block, tests: {match: [广告], pass: [早]}}]\n"
    base = f"spec: 1\nruleset: {{id: base, charter: [第1条 一, 第2条 二]}}\nterms: {{ad: {{terms: [广告]}}}}\n{rule}"
    (tmp_path / "base.yaml").write_text(base, encoding="utf-8")
    own = "spec: 1\nruleset: {id: own, charter: [第1条 自己的]}\nextends: [base.yaml]\n"
    program = compile_ruleset(load_text(own, str(tmp_path / "own.yaml"))).program
    assert (program.rules[0].charter, program.info.charter) == ("第2条 二", ("第1条 自己的",))
