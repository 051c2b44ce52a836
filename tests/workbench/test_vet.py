"""The health check asks the matcher itself: what is called harmless is no hit, and what is called serious is one."""

import json

import pytest

from moderation import Moderator
from moderation.errors import RulesetError, UsageError
from moderation.ruleset.packs import pack_names
from moderation.workbench.findings import lines, to_dict
from moderation.workbench.vet import vet


@pytest.fixture
def words(tmp_path):
    """A function that writes a word list and returns its path."""

    def written(*terms, name="words.txt"):
        (tmp_path / name).write_text("\n".join(terms), encoding="utf-8")
        return tmp_path / name

    return written


def found(vetting):
    return {(finding.term.spec.text, finding.slug, finding.gravity) for finding in vetting.findings}


def held(vetting, term, slug):
    return {word.words for finding in vetting.findings if (finding.term.spec.text, finding.slug) == (term, slug) for word in finding.words}


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        (["毒"], ("毒", "single-character", "serious")),
        (["蝻"], ("蝻", "single-character", "warning")),
        (["广告"], ("广告", "common-word", "serious")),
        (["赌博"], ("赌博", "common-word", "warning")),
        (["大麻"], ("大麻", "contained", "serious")),
        (["赌博"], ("赌博", "contained", "note")),
        (["口交"], ("口交", "straddled", "note")),
        (["网赌", "網 赌"], ("網 赌", "same-fold", "warning")),
        (["网赌", "网赌平台"], ("网赌平台", "covered-by-term", "warning")),
    ],
)
def test_each_weakness_is_found(words, terms, expected):
    assert expected in found(vet(words(*terms)))


def test_a_healthy_list_is_fine(words):
    vetting = vet(words("网赌平台", "# 注释", "薅羊毛群", "t.me/", "❤"))
    assert (vetting.ok, vetting.terms, vetting.count("warning")) == (True, 4, 0)


def test_words_come_with_their_frequency_and_show_different_ways(words):
    vetting = vet(words("口交"))
    pairs = held(vetting, "口交", "straddled")
    assert all(left.endswith("口") and right.startswith("交") for left, right in pairs)
    assert len({left for left, _ in pairs}) == len(pairs) > 2
    assert all(word.frequency > 0 for finding in vetting.findings for word in finding.words)


def test_an_archive_shows_what_the_group_itself_writes(words):
    archive = words("前面路口交通很堵", "路口交作业", "参加微信群吧", "他约口交", name="group.txt")
    vetting = vet(words("口交", "加微信"), against=archive)
    assert vetting.messages == 4
    assert ("路口", "交通") in held(vetting, "口交", "straddled-in-archive")
    assert ("加微信", "straddled-in-archive", "warning") in found(vetting)
    assert ("口交", "straddled-in-archive", "note") in found(vetting)


def test_what_hits_every_other_message_is_serious(words):
    archive = words(*["我们平台的活动"] * 5, "早", name="group.txt")
    assert ("平台的", "common-in-archive", "serious") in found(vet(words("平台的"), against=archive))


RULESET = """spec: 1
terms:
  drugs: {title: 毒品, terms: [%s], allow: [%s]}
  lure: {title: 引流, terms: [广告, 大麻]}
rules:
  - id: drugs
    label: drugs
    when: {all: [drugs, {not: user.trusted}]}
    verdict: block
    tests: {match: [卖冰毒], pass: [早]}
  - id: both
    label: ad
    when: {all: [drugs, lure]}
    verdict: review
    tests: {match: [冰毒广告], pass: [早]}
"""


def test_an_advice_that_is_followed_ends_the_finding(words):
    def of(terms, allow=""):
        return vet(words(RULESET % (terms, allow), name="g.yaml"))

    (serious,) = [one for one in of("冰毒, 大麻").findings if one.gravity == "serious"]
    assert (serious.term.spec.signal, serious.advice.key) == ("drugs", "allow")
    assert of("冰毒, 大麻", ", ".join(serious.advice.words)).ok
    assert of("冰毒, {term: 大麻, near: [出售]}").ok
    assert of("冰毒, {term: 大麻, boundary: word}").ok


def test_what_is_only_evidence_beside_other_evidence_is_noted(words):
    vetting = vet(words(RULESET % ("冰毒", ""), name="g.yaml"))
    assert vetting.ok
    assert ("广告", "common-word", "note") in found(vetting)


def test_an_allow_that_swallows_a_term_or_cancels_nothing_is_found(words):
    vetting = vet(words(RULESET % ("冰毒, 网赌", "冰 毒, 白菜"), name="g.yaml"))
    assert ("冰毒", "covered-by-allow", "serious") in found(vetting)
    assert ("白菜", "idle-allow", "note") in found(vetting)
    assert all(finding.term.at.line == 3 for finding in vetting.findings if finding.slug == "covered-by-allow")


def test_what_is_called_a_hit_is_one_and_what_is_called_harmless_is_none_or_made_with_the_term(words):
    path = words(RULESET % ("大麻, 口交, 裸体, 法轮, 冰毒", ""), name="g.yaml")
    moderator = Moderator.load(path)
    for finding in vet(path).findings:
        if finding.term.spec.signal != "drugs" or finding.slug not in ("contained", "straddled"):
            continue
        for word in finding.words:
            hits = {signal.term for hit in moderator.check(word.text).hits for signal in hit.signals}
            assert (finding.term.spec.text in hits) != finding.harmless or (finding.harmless and len(word.words) == 1)


def test_a_large_list_is_vetted_in_one_pass(words):
    terms = [f"{a}{b}{c}" for a in "赌博网站平台" for b in "代理加盟招商" for c in "上下分提现充值"]
    assert vet(words(*terms)).terms == len(terms)


def test_a_finding_is_a_line_in_both_languages_and_json(words):
    for finding in vet(words("毒", "大麻", "口交", "网赌", "网 赌", "\u202e赌博机器")).findings:
        assert finding.term.spec.text.strip("\u202e") in "\n".join(lines(finding))
        assert "\u202e" not in "\n".join(lines(finding, "en"))
        assert json.loads(json.dumps(to_dict(finding)))["term"] == finding.term.spec.text


def test_what_cannot_be_read_is_an_error_of_the_library(words, tmp_path):
    with pytest.raises(UsageError):
        vet(tmp_path / "gone.txt")
    with pytest.raises(RulesetError):
        vet(words("spec: 1\nterms: 5", name="bad.yaml"))
    with pytest.raises(UsageError):
        vet(words("网赌"), against=tmp_path / "gone.txt")


UNUSED = "spec: 1\nextends: [base.yaml]\nterms:\n  own: {title: 自己的, terms: [平台]}\nrules:\n%s"
ASKED = "  - {id: drugs, label: drugs, when: drugs, verdict: block, tests: {match: [卖冰毒], pass: [早]}}\n"


def test_an_inherited_list_that_no_rule_asks_for_decides_nothing_but_one_s_own_does(words):
    words("spec: 1\nterms:\n  drugs: {title: 毒品, terms: [冰毒]}\n  lure: {title: 引流, terms: [广告]}", name="base.yaml")
    vetting = vet(words(UNUSED % ASKED, name="g.yaml"))
    assert {("广告", "common-word", "note"), ("平台", "common-word", "serious")} <= found(vetting)


@pytest.mark.parametrize("pack", pack_names())
def test_no_term_of_a_shipped_pack_is_serious(pack):
    assert [finding.term.spec.text for finding in vet(pack).findings if finding.gravity == "serious"] == []
