"""The JSON Schema that editors use: committed, current, and of one mind with the loader."""

import json
import runpy
from pathlib import Path

import jsonschema
import pytest
import yaml

from moderation.ruleset import load_text
from moderation.ruleset.json_schema import schema
from moderation.ruleset.mistakes import LATER
from moderation.ruleset.reading import read_tree
from moderation.ruleset.source import text_file

ROOT = Path(__file__).parent.parent.parent
COMMITTED = ROOT / "rulesets" / "ruleset.schema.json"
SHIPPED = sorted((ROOT / "rulesets").rglob("*.yaml"))

SAMPLE = """\
spec: 1
ruleset: {id: study-group, title: 编程学习群群规, version: 2026.11.21, charter: [第1条 守法]}
extends: [community]
defaults: {match: normal, from: authored}
labels: {off_topic: 跑题}
terms:
  gambling:
    title: 赌博用语
    match: {level: robust, separators: 2, variants: true, homophone: false, pinyin: initials, boundary: word}
    weight: 6
    terms: [百家乐, 110, {term: 菠菜, near: [稳赚, 带你], within: 12}, {term: sb, boundary: latin}]
    file: [lexicons/gambling.txt]
    allow: [菠菜汤]
  ok_domains: {domains: [github.com]}
patterns:
  contact: {kind: contact, of: [wechat, qq], lead: [加, "+"], lead_within: 6, not: [request]}
  link: {kind: link, domains_not_in: ok_domains, from: [text, quote]}
  promise: {kind: regex, regex: '日(?:入|赚)', weight: 3}
  shouting: {kind: repeat, unit: char, at_least: 12}
rules:
  - id: lure
    label: gambling
    when: {all: [gambling, {any: [contact, {not: user.trusted}]}, {at_least: 1, of: [link]}, {near: [gambling, contact], within: 8}]}
    verdict: block
    actions: [delete, {strike: 10}, {alert: 群管组}]
    tests: {match: [带你玩百家乐], pass: [{text: 好, quote: 百家乐, role: admin, joined: 3d}]}
  - {id: ad, when: {score: [promise], cap: {promise: 4}, bonus: {disguised: 2}, review: 2, block: 5}}
  - {id: old, status: off}
policy:
  strikes: {by: [community, user], window: 30d, per_message: max}
  ladder: [{at: 1, do: warn}, {at: 2, do: {mute: 1d}}, {at: 5, do: kick}]
  aggravate: [{if: user.joined_within 24h, strike: +1}, {if: {all: [link, disguised]}, strike: 2}]
  mitigate: [{if: deleted_within 2m, strike: -1}]
  protected: [owner, admin, bot]
  trusted: {at_most: alert}
  first_offence: {at_most: {mute: 10m}}
  breaker: {hit_rate: 3%, min_hits: 20, window: 1h, then: shadow, alert: 群管组}
  appeal: {within: 7d, to: 群管组}
"""


def plain(text):
    return json.loads(json.dumps(read_tree(text_file("x", text))[0].plain()))


def errors(text):
    return [error.message for error in jsonschema.Draft202012Validator(schema()).iter_errors(plain(text))]


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(schema())


def test_the_committed_file_is_current():
    tool = runpy.run_path(str(ROOT / "tools" / "ruleset_schema.py"))
    assert COMMITTED.read_text(encoding="utf-8") == tool["text"](), "run tools/ruleset_schema.py"


def test_a_ruleset_with_every_key_is_valid():
    assert errors(SAMPLE) == []


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_shipped_rulesets_are_valid_and_name_the_schema_in_their_first_line(file):
    text = file.read_text(encoding="utf-8")
    line, named = text.split("\n", 1)[0].split("$schema=")
    assert line == "# yaml-language-server: "
    assert (file.parent / named).resolve() == COMMITTED
    assert errors(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "ruleset: {id: a}\n", "spec: 2\n", "spec: 1\nbehaviors: []\n", "spec: 1\nterms: {赌博: {}}\n", "spec: 1\nterms: {a: {titel: x}}\n",
        "spec: 1\nterms: {a: {match: loose}}\n", "spec: 1\nterms: {a: {terms: [[x]]}}\n", "spec: 1\nterms: {a: {title: ~}}\n",
        "spec: 1\npatterns: {a: {kind: weights}}\n", "spec: 1\npatterns: {a: {kind: regex}}\n", "spec: 1\nrules: [{when: x}]\n",
        "spec: 1\nrules: [{id: a, when: {all: []}}]\n", "spec: 1\nrules: [{id: a, when: {all: [x], any: [y]}}]\n",
        "spec: 1\nrules: [{id: a, when: [x]}]\n", "spec: 1\nrules: [{id: a, verdict: ban}]\n",
        "spec: 1\nrules: [{id: a, actions: [{strike: 1, alert: x}]}]\n",
    ],
)  # fmt: skip
def test_what_the_schema_refuses_the_loader_refuses(text):
    assert errors(text)
    assert not load_text(text).ok


def test_keys_of_later_layers_are_absent():
    assert not LATER & schema()["properties"].keys()


def test_every_key_has_a_chinese_description():
    models = [schema(), *schema()["$defs"].values()]
    described = [part for model in models for part in model["properties"].values()]
    assert all(any("\u4e00" <= c <= "\u9fff" for c in part["description"]) for part in described)


def test_pyyaml_reads_the_sample_as_the_core_schema_does():
    assert yaml.safe_load(SAMPLE)["terms"] == plain(SAMPLE)["terms"]
