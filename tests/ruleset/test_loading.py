"""Rulesets as a whole: where they are found, what they extend, and what is known about the files."""

import hashlib
import time

import pytest

from moderation.ruleset import load, load_text
from moderation.ruleset.packs import is_pack_name, pack_names

BASE = """\
spec: 1
ruleset: {id: base, charter: [第1条 守法, 第2条 文明]}
labels: {spam: 骚扰}
terms:
  gambling: {title: 赌博, terms: [百家乐, 网赌], allow: [反网赌], weight: 6}
patterns:
  link: {kind: link, weight: 2}
rules:
  - id: lure
    title: 引流
    charter: 第1条
    severity: high
    when: {all: [gambling, link]}
    verdict: block
    tests: {match: [百家乐 a.cn], pass: [百家]}
  - {id: talk, charter: 第2条, when: gambling, verdict: review}
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "base.yaml").write_text(BASE, encoding="utf-8")
    return tmp_path


def on_base(folder, text):
    return load_text("spec: 1\nruleset: {id: group}\nextends: [./base.yaml]\n" + text, str(folder / "group.yaml"))


def slugs(loaded):
    return [each.slug for each in loaded.diagnostics]


def test_a_file_a_directory_and_a_text_load_alike(folder):
    (folder / "ruleset.yaml").write_text(BASE, encoding="utf-8")
    rulesets = [load(folder / "base.yaml"), load(str(folder / "base.yaml")), load(folder), load(str(folder)), load_text(BASE)]
    assert all(loaded.ruleset == rulesets[0].ruleset and loaded.ok for loaded in rulesets)


@pytest.mark.parametrize("name", pack_names())
def test_the_packs_load_by_name_without_a_mistake(name):
    loaded = load(name)
    assert (loaded.diagnostics, loaded.ruleset.ruleset.id) == ((), name)


@pytest.mark.parametrize(
    ("source", "slug", "nearest"),
    [
        ("comunity", "unknown-pack", "community"), ("", "unknown-pack", None), ("./nowhere.yaml", "missing-file", None),
        ("nowhere/ruleset.yaml", "missing-file", None), ("a\0b", "unknown-pack", None), ("长" * 300 + ".yaml", "unreadable-file", None),
    ],
)  # fmt: skip
def test_what_is_not_there_is_a_mistake_and_no_exception(tmp_path, monkeypatch, source, slug, nearest):
    monkeypatch.chdir(tmp_path)
    loaded = load(source)
    assert [(each.slug, each.nearest) for each in loaded.diagnostics] == [(slug, nearest)]
    assert loaded.partial
    assert loaded.ruleset.rules == []


@pytest.mark.parametrize(
    ("source", "is_name"), [("community", True), ("a-b", True), ("./a", False), ("a/b", False), ("a.yaml", False), ("..", False)]
)
def test_a_bare_name_is_a_pack(source, is_name):
    assert is_pack_name(source) is is_name


def test_a_bare_name_that_is_no_pack_may_be_a_directory(folder, monkeypatch):
    (folder / "group").mkdir()
    (folder / "group" / "ruleset.yaml").write_text("spec: 1\n")
    monkeypatch.chdir(folder)
    assert load("group").ruleset.ruleset.id == "group"


def test_lists_of_the_same_name_are_merged(folder):
    loaded = on_base(folder, "terms:\n  gambling: {terms: [博彩, 110], allow: [网赌危害], remove: [网赌], weight: 3}\n")
    gambling = loaded.ruleset.terms["gambling"]
    assert gambling.terms == ["百家乐", "博彩", "110"]
    assert gambling.allow == ["反网赌", "网赌危害"]
    assert (gambling.title, gambling.weight, gambling.remove) == ("赌博", 3, [])
    assert loaded.diagnostics == ()


def test_a_term_written_again_takes_the_place_of_the_inherited_one(folder):
    loaded = on_base(folder, "terms:\n  gambling: {terms: [{term: 百家乐, weight: 9}]}\n")
    assert [getattr(term, "term", term) for term in loaded.ruleset.terms["gambling"].terms] == ["网赌", "百家乐"]
    assert loaded.ruleset.terms["gambling"].terms[1].weight == 9


def test_removing_what_is_not_there_is_a_warning_with_the_nearest_term(folder):
    loaded = on_base(folder, "terms:\n  gambling: {remove: [百佳乐]}\n")
    (found,) = loaded.diagnostics
    assert (found.slug, found.gravity, found.nearest, loaded.ok) == ("nothing-to-remove", "warning", "百家乐", True)


def test_patterns_of_the_same_name_are_replaced(folder):
    loaded = on_base(folder, "patterns:\n  link: {kind: repeat}\n")
    assert (loaded.ruleset.patterns["link"].kind, loaded.ruleset.patterns["link"].weight) == ("repeat", 1)


def test_rules_of_the_same_id_are_overridden_key_by_key(folder):
    lure = on_base(folder, "rules:\n  - {id: lure, status: off, severity: low}\n").ruleset.rules[0]
    assert (lure.status, lure.severity, lure.title, lure.verdict) == ("off", "low", "引流", "block")
    assert lure.tests.match == ["百家乐 a.cn"]


def test_own_rules_stand_after_the_inherited_ones(folder):
    loaded = on_base(folder, "rules:\n  - {id: own, when: link, verdict: review}\n  - {id: talk, verdict: block}\n")
    assert [(rule.id, rule.verdict) for rule in loaded.ruleset.rules] == [("lure", "block"), ("talk", "block"), ("own", "review")]


def test_labels_are_merged_and_metadata_is_that_of_the_top_file(folder):
    loaded = on_base(folder, "labels: {trade: 交易}\n")
    assert loaded.ruleset.labels == {"spam": "骚扰", "trade": "交易"}
    assert (loaded.ruleset.ruleset.id, loaded.ruleset.ruleset.title) == ("group", "")


def test_the_charter_is_that_of_the_base_where_the_top_file_has_none(folder):
    assert on_base(folder, "").ruleset.ruleset.charter == ["第1条 守法", "第2条 文明"]
    own = load_text("spec: 1\nruleset: {id: group, charter: [第1条 友善]}\nextends: ./base.yaml\n", str(folder / "group.yaml"))
    assert own.ruleset.ruleset.charter == ["第1条 友善"]


def test_a_rule_cites_the_charter_of_the_file_that_says_so(folder):
    (folder / "part.yaml").write_text("spec: 1\nrules: [{id: part, charter: 第1条, when: link, verdict: block}]\n")
    loaded = load_text("""\
spec: 1
ruleset: {id: group, charter: [甲. 友善]}
extends: [./base.yaml, ./part.yaml]
rules:
  - {id: talk, charter: 甲}
  - {id: own, charter: 甲, when: link, verdict: block}
""", str(folder / "group.yaml"))  # fmt: skip
    base, own = ("第1条 守法", "第2条 文明"), ("甲. 友善",)
    assert loaded.charters == {"lure": base, "talk": own, "part": own, "own": own}


@pytest.mark.parametrize("rule", ["{id: lvre, status: off}", "{id: new, when: link}", "{id: new, verdict: block}"])
def test_a_rule_that_overrides_nothing_must_be_complete(folder, rule):
    loaded = on_base(folder, f"rules: [{rule}]\n")
    (found,) = loaded.diagnostics
    assert (found.slug, found.nearest) == ("incomplete-rule", "lure" if "lvre" in rule else None)
    assert [each.id for each in loaded.ruleset.rules] == ["lure", "talk"]


def test_a_score_needs_no_verdict():
    assert load_text("spec: 1\nrules: [{id: ad, when: {score: [a], review: 2}}]\n").diagnostics == ()


def test_the_same_id_twice_in_a_file_is_a_mistake(folder):
    loaded = on_base(folder, "rules:\n  - {id: lure, status: off}\n  - {id: lure, status: shadow}\n")
    assert [(each.slug, each.at.line) for each in loaded.diagnostics] == [("duplicate-rule", 6)]
    assert loaded.ruleset.rules[0].status == "off"


def test_defaults_hold_for_the_lists_of_their_own_file(folder):
    (folder / "base.yaml").write_text(BASE + "defaults: {match: exact, from: [authored, nickname]}\n", encoding="utf-8")
    loaded = on_base(
        folder,
        "defaults: {from: quote}\nterms: {gambling: {terms: [博彩]}, own: {terms: [x], match: normal}}\npatterns: {p: {kind: repeat}}\n",
    )
    terms = loaded.ruleset.terms
    assert (terms["gambling"].match, terms["gambling"].from_) == ("exact", ["authored", "nickname"])
    assert (terms["own"].match, terms["own"].from_) == ("normal", "quote")
    assert loaded.ruleset.patterns["p"].from_ == "quote"
    assert loaded.ruleset.patterns["link"].from_ == ["authored", "nickname"]


def test_each_base_is_merged_once_and_before_what_extends_it(folder):
    for name, extends in (("left", "base"), ("right", "base")):
        (folder / f"{name}.yaml").write_text(
            f"spec: 1\nextends: [./{extends}.yaml]\nlabels: {{{name}: 甲}}\nrules: [{{id: talk, title: {name}}}]\n"
        )
    loaded = load_text("spec: 1\nextends: [./left.yaml, ./right.yaml]\n", str(folder / "group.yaml"))
    assert list(loaded.ruleset.labels) == ["spam", "left", "right"]
    assert [rule.title for rule in loaded.ruleset.rules] == ["引流", "right"]
    assert [source.path.rsplit("/")[-1] for source in loaded.sources] == ["group.yaml", "left.yaml", "base.yaml", "right.yaml"]


def test_a_circle_of_extends_is_reported_where_it_closes(tmp_path):
    for name, other in (("a", "b"), ("b", "c"), ("c", "a")):
        (tmp_path / f"{name}.yaml").write_text(f"spec: 1\nextends: [./{other}.yaml]\nlabels: {{{name}: 甲}}\n")
    loaded = load(tmp_path / "a.yaml")
    (found,) = loaded.diagnostics
    assert found.slug == "extends-cycle"
    assert found.at.path.endswith("c.yaml")
    assert set(loaded.ruleset.labels) == {"a", "b", "c"}


def test_a_missing_base_is_reported_where_it_is_named(folder):
    loaded = load_text("spec: 1\nextends: [./bsae.yaml, comunity]\n", str(folder / "group.yaml"))
    assert [(each.slug, each.at.column, each.nearest) for each in loaded.diagnostics] == [
        ("missing-file", 11, "base.yaml"), ("unknown-pack", 24, "community"),
    ]  # fmt: skip
    assert loaded.partial


def test_mistakes_of_every_file_are_reported_in_one_run(folder):
    (folder / "base.yaml").write_text(BASE.replace("weight: 6", "weight: 六"), encoding="utf-8")
    (folder / "词库.txt").write_text("网赌\t六\n", encoding="utf-8")
    loaded = on_base(folder, "terms: {own: {file: 词库.txt, titel: x}}\n")
    assert sorted(slugs(loaded)) == ["unknown-key", "weight-not-number", "wrong-type"]


def test_rows_of_word_lists_come_from_beside_their_file(folder):
    (folder / "lexicons").mkdir()
    (folder / "lexicons" / "a.txt").write_text("博彩\t3\n# 注释\n赌球\n", encoding="utf-8")
    (folder / "b.txt").write_text("下注\n", encoding="utf-8")
    (folder / "base.yaml").write_text(BASE.replace("weight: 6", "file: lexicons/a.txt"), encoding="utf-8")
    loaded = on_base(folder, "terms:\n  gambling: {file: [b.txt], remove: [赌球]}\n")
    rows = loaded.lexicons["gambling"]
    assert [(row.text, row.weight, row.line, row.at.path.rsplit("/")[-1]) for row in rows] == [
        ("博彩", 3, 1, "a.txt"),
        ("下注", None, 1, "b.txt"),
    ]
    assert loaded.diagnostics == ()


def test_a_missing_word_list_breaks_only_its_own_list(folder):
    loaded = on_base(folder, "terms: {own: {file: nowhere.txt}}\n")
    assert (slugs(loaded), loaded.broken, loaded.partial) == (["missing-file"], {"own"}, False)


def test_sources_are_all_files_with_the_hashes_of_their_bytes(folder):
    (folder / "a.txt").write_text("博彩\n", encoding="utf-8")
    (folder / "base.yaml").write_text(BASE.replace("weight: 6", "file: a.txt"), encoding="utf-8")
    hashes = {source.path.rsplit("/")[-1]: source.sha256 for source in load(folder / "base.yaml").sources}
    assert hashes == {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in ("base.yaml", "a.txt")}


@pytest.mark.parametrize(("name", "identity"), [("group.yaml", "group"), ("群规.yaml", "ruleset"), ("a b.yaml", "ruleset")])
def test_a_ruleset_that_does_not_name_itself_is_named_after_its_file(tmp_path, name, identity):
    (tmp_path / name).write_text("spec: 1\n")
    assert load(tmp_path / name).ruleset.ruleset.id == identity


def test_60_000_terms_of_a_word_list_load_in_a_moment(tmp_path):
    (tmp_path / "a.txt").write_text("".join(f"词{n}\t{n % 9}\n" for n in range(60_000)), encoding="utf-8")
    (tmp_path / "a.yaml").write_text("spec: 1\nterms: {a: {file: a.txt}}\n")
    started = time.process_time()
    loaded = load(tmp_path / "a.yaml")
    assert len(loaded.lexicons["a"]) == 60_000
    assert time.process_time() - started < 2  # about 0.1 s; far above means a value for each row


def test_a_loaded_ruleset_does_not_change():
    loaded = load_text(BASE)
    with pytest.raises(AttributeError):
        loaded.ruleset = None
    with pytest.raises(ValueError, match="frozen"):
        loaded.ruleset.rules[0].title = "x"
