"""Places: every part of a merged ruleset knows where it was written."""

import pytest

from moderation.ruleset import load_text

BASE = """\
spec: 1
ruleset: {id: base}
terms:
  gambling:
    terms: [百家乐, {term: 菠菜, near: [稳赚]}]
rules:
  - id: lure
    when: {all: [gambling, {any: [contact, 链接]}]}
    verdict: block
  - id: score
    when:
      score: [gambling]
      bonus: {user.new: 2}
      review: 4
"""
TOP = """\
spec: 1
extends: [./base.yaml]
terms:
  gambling: {terms: [博彩]}
rules:
  - {id: lure, verdict: review}
"""


@pytest.fixture
def places(tmp_path):
    (tmp_path / "base.yaml").write_text(BASE, encoding="utf-8")
    return load_text(TOP, str(tmp_path / "top.yaml")).places


@pytest.mark.parametrize(
    ("path", "file", "line", "word"),
    [
        (("terms", "gambling"), "base.yaml", 4, "gambling"),
        (("terms", "gambling", "terms"), "base.yaml", 5, "terms"),
        (("terms", "gambling", "terms", 0), "base.yaml", 5, "百家乐"),
        (("terms", "gambling", "terms", 1), "base.yaml", 5, "{term: 菠菜, near: [稳赚]}"),
        (("terms", "gambling", "terms", 1, "near", 0), "base.yaml", 5, "稳赚"),
        (("terms", "gambling", "terms", 2), "top.yaml", 4, "博彩"),
        (("rules", 0, "id"), "top.yaml", 6, "lure"),
        (("rules", 0, "verdict"), "top.yaml", 6, "review"),
        (("rules", 0, "when", "all", 1, "any", 1), "base.yaml", 8, "链接"),
        (("rules", 1, "when"), "base.yaml", 11, "when"),
        (("rules", 1, "when", "bonus", "user.new"), "base.yaml", 13, "user.new"),
        (("rules", 1, "when", "review"), "base.yaml", 14, "4"),
    ],
)
def test_a_path_of_the_merged_document_leads_to_the_file_that_wrote_it(places, path, file, line, word):
    at = places[path]
    assert (at.path.rsplit("/")[-1], at.line, at.source[at.column - 1 : at.end_column - 1]) == (file, line, word)


@pytest.mark.parametrize(
    ("path", "around"),
    [
        (("rules", 0, "label"), ("rules", 0)),
        (("rules", 0, "when", "all", 9), ("rules", 0, "when", "all")),
        (("rules", 9, "when"), ("rules",)),
    ],
)
def test_what_was_not_written_stands_at_the_nearest_part_around_it(places, path, around):
    assert path not in places
    assert places.at(path) == places[around]
    with pytest.raises((KeyError, IndexError)):
        places[path]


def test_a_mapping_of_all_paths(places):
    paths = list(places)
    assert len(paths) == len(places) == len(set(paths))
    assert ("terms", "gambling", "terms", 2) in paths
    assert all(path in places for path in paths)
    assert places.get(("nowhere",)) is None
    assert 3 not in places
