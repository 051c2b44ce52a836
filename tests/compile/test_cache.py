"""A kept Program is used only while every file that it was made from is unchanged; a bad cache costs time, nothing else."""

import os
import subprocess
import sys

import pytest

from moderation.compile import assemble, cache, load_program
from moderation.errors import RulesetError, UsageError

BASE = """spec: 1
terms: {ad: {terms: [广告], file: words/ad.txt}}
"""
MAIN = """spec: 1
ruleset: {id: group}
extends: [base.yaml]
patterns: {link: {kind: link}}
rules:
  - {id: ad, title: 广告, label: ad, when: {any: [ad, link]}, verdict: block, tests: {match: [广告], pass: [早]}}
"""


@pytest.fixture
def ruleset(tmp_path, monkeypatch):
    monkeypatch.setenv("MODERATION_CACHE", str(tmp_path / "cache"))
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "ad.txt").write_text("兼职\t3\n", encoding="utf-8")
    (tmp_path / "base.yaml").write_text(BASE, encoding="utf-8")
    (tmp_path / "group.yaml").write_text(MAIN, encoding="utf-8")
    return tmp_path / "group.yaml"


@pytest.fixture
def compilations(monkeypatch):
    """Counts how often a ruleset is really compiled."""
    counted, compile_ruleset = [], assemble.compile_ruleset

    def counting(loaded):
        counted.append(loaded)
        return compile_ruleset(loaded)

    monkeypatch.setattr(assemble, "compile_ruleset", counting)
    return counted


def kept(ruleset):
    return sorted((ruleset.parent / "cache").iterdir())


def test_a_program_from_the_cache_is_the_one_that_was_compiled(ruleset, compilations):
    fresh = load_program(ruleset, cache=False)
    assert load_program(ruleset) == fresh
    assert load_program(ruleset) == fresh
    assert len(compilations) == 2
    assert len(kept(ruleset)) == 1


@pytest.mark.parametrize("name", ["group.yaml", "base.yaml", "words/ad.txt"])
def test_a_change_in_any_file_is_seen(ruleset, name, compilations):
    before = load_program(ruleset)
    file = ruleset.parent / name
    changed = {"group.yaml": ("id: ad,", "id: ads,"), "base.yaml": ("[广告]", "[广告, 推广]"), "words/ad.txt": ("兼职", "日结")}[name]
    file.write_text(file.read_text(encoding="utf-8").replace(*changed), encoding="utf-8")
    after = load_program(ruleset)
    assert after != before
    assert after.info.digest != before.info.digest
    assert len(compilations) == 2
    assert len(kept(ruleset)) == 1  # the old one is replaced


def test_a_change_that_means_nothing_keeps_the_digest(ruleset):
    before = load_program(ruleset)
    ruleset.write_text("# 注释\n" + MAIN, encoding="utf-8")
    assert load_program(ruleset) == before


def test_a_file_that_went_away_is_an_error_though_a_program_is_kept(ruleset):
    load_program(ruleset)
    (ruleset.parent / "base.yaml").unlink()
    with pytest.raises(RulesetError):
        load_program(ruleset)


def test_another_version_of_the_library_compiles_anew(ruleset, compilations, monkeypatch):
    load_program(ruleset)
    monkeypatch.setattr(cache, "_library", lambda: "another")
    load_program(ruleset)
    assert len(compilations) == 2


@pytest.mark.parametrize(
    "damage", [lambda content: content[:-1], lambda _: b"", lambda content: content[::-1], lambda c: c[:60] + b"\0" + c[61:]]
)
def test_a_damaged_file_is_rebuilt(ruleset, damage, compilations):
    fresh = load_program(ruleset)
    (file,) = kept(ruleset)
    file.write_bytes(damage(file.read_bytes()))
    assert load_program(ruleset) == fresh
    assert load_program(ruleset) == fresh
    assert len(compilations) == 2


def test_a_cache_that_cannot_be_written_is_no_error(ruleset, monkeypatch):
    fresh = load_program(ruleset, cache=False)
    for place in (ruleset / "below-a-file", "/proc/nowhere", "nul\0name" if os.name == "nt" else "/dev/null/cache"):
        monkeypatch.setenv("MODERATION_CACHE", str(place))
        assert load_program(ruleset) == fresh


def test_nothing_but_the_program_stays_behind(ruleset, monkeypatch):
    def refused(*_):
        raise OSError

    monkeypatch.setattr(os, "replace", refused)
    load_program(ruleset)
    assert kept(ruleset) == []


@pytest.mark.parametrize(
    ("environment", "place"),
    [
        ({"MODERATION_CACHE": "/a/b"}, "/a/b"),
        ({"XDG_CACHE_HOME": "/x"}, "/x/moderation"),
        ({"HOME": "/home/me"}, "/home/me/.cache/moderation"),
        ({"HOME": "/home/me", "XDG_CACHE_HOME": "", "MODERATION_CACHE": ""}, "/home/me/.cache/moderation"),
    ],
)
def test_where_programs_are_kept(environment, place, monkeypatch):
    for name in ("MODERATION_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert cache.directory().as_posix() == place


@pytest.mark.parametrize("source", ["communty", "nirgendwo/ruleset.yaml", "a\0b.yaml", ""])
def test_a_source_that_is_not_there_is_the_callers_mistake(source):
    with pytest.raises((UsageError, RulesetError)) as refused:
        load_program(source)
    assert isinstance(refused.value, UsageError)


def test_every_mistake_comes_with_the_error(ruleset):
    ruleset.write_text(MAIN.replace("[ad, link]", "[add, lnk]"), encoding="utf-8")
    with pytest.raises(RulesetError) as refused:
        load_program(ruleset)
    assert [one.slug for one in refused.value.diagnostics if one.gravity == "error"] == ["unknown-signal", "unknown-signal"]


def test_a_kept_program_is_read_without_yaml_pydantic_or_jieba(ruleset):
    load_program(ruleset)
    script = (
        "import sys; from moderation import Moderator; m = Moderator.load(sys.argv[1]); assert m.check('广告').hits; "
        "print(sorted({'pydantic', 'yaml', 'jieba', 'publicsuffixlist'} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", script, str(ruleset)], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_programs_are_the_same_under_any_hash_seed(ruleset):
    script = (
        "import sys; from moderation.compile import load_program; from moderation.compile.encoding import dump; import hashlib; "
        "p = load_program(sys.argv[1], cache=False); print(p.info.digest, hashlib.sha256(dump(p)).hexdigest())"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", script, str(ruleset)], capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("0", "1", "42")
    }
    assert len(told) == 1
