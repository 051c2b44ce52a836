"""An imported list is a ruleset fragment without a mistake, and holds every term that is not reported."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.match.terms import folded
from moderation.ruleset import load_text
from moderation.workbench.importing import import_list
from moderation.workbench.vet import vet


@pytest.fixture
def imported(tmp_path):
    def importer(text, name="words.csv", **options):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return import_list(tmp_path / name, **options)

    return importer


def lists(fragment):
    loaded = load_text(fragment.text)
    assert loaded.diagnostics == ()
    return {name: (listed.title, listed.terms, listed.allow) for name, listed in loaded.ruleset.terms.items()}


def test_a_list_a_category_with_a_title(imported):
    found = lists(imported("词,类别,权重\n网赌,赌博,3\n冰毒,毒品,\n竞品甲,竞品,\n海洛因,drugs,\n返现群,promo,"))
    assert {name: title for name, (title, _, _) in found.items()} == {
        "gambling": "赌博", "drugs": "涉毒", "imported_3": "竞品", "promo": "promo",
    }  # fmt: skip
    assert [term if isinstance(term, str) else (term.term, term.weight) for term in found["gambling"][1]] == [("网赌", 3)]
    assert found["drugs"][1] == ["冰毒", "海洛因"]


def test_a_list_without_categories_has_the_name_of_its_file(imported):
    assert set(lists(imported("网赌\n", name="casino.txt"))) == {"casino"}
    assert lists(imported("网赌\n", name="赌场 词库.txt"))["imported"][0] == "赌场 词库"


def test_advice_becomes_keys_or_comments(imported):
    fragment = imported("大麻\n广告\n网赌\n")
    assert lists(fragment)["words"][2] == ["大麻子", "大麻哈鱼"]
    assert "# 严重：本身就是常用词" in fragment.text
    assert "# serious: is an everyday word" in imported("广告\n", lang="en").text


def test_what_was_advised_is_healthy_afterwards(imported, tmp_path):
    (tmp_path / "terms.yaml").write_text(imported("大麻\n网赌\n口交\n").text, encoding="utf-8")
    assert vet(tmp_path / "terms.yaml").ok


def test_terms_that_fold_alike_are_taken_once_and_told(imported):
    fragment = imported("网赌\n網賭\n网 赌\n百家乐\n")
    assert (fragment.terms, [(row.line, row.reason) for row in fragment.skipped]) == (2, [(2, "duplicate"), (3, "duplicate")])


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12), max_size=6))
def test_any_terms_make_a_fragment_that_loads_and_lose_nothing(tmp_path_factory, terms):
    path = tmp_path_factory.mktemp("lists") / "any.txt"
    path.write_text("\n".join(term.replace("\n", " ").replace("\r", " ") for term in terms), encoding="utf-8")
    fragment = import_list(path)
    if not fragment.terms:
        return
    loaded = load_text(fragment.text)
    assert loaded.diagnostics == ()
    taken = {folded(term if isinstance(term, str) else term.term) for listed in loaded.ruleset.terms.values() for term in listed.terms}
    assert len(taken) == fragment.terms
