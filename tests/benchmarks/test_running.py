"""Contestants count what they must: a tiny run of the harness, without a look at its times."""

import pytest

from benchmarks.counting import CountsDifferError
from benchmarks.definitions import DEFINITIONS
from benchmarks.generate import corpus
from benchmarks.rivals import OURS, RIVALS, moderator, rival_counts, write_ruleset
from benchmarks.running import Bench, check_ours
from benchmarks.timing import fresh, time_calls

SMALL = corpus(200)
TERMS = SMALL.terms[:1000]


@pytest.fixture(scope="module")
def ours(tmp_path_factory):
    return moderator(write_ruleset(tmp_path_factory.mktemp("ruleset"), TERMS))


def test_exactly_the_messages_with_a_planted_term_are_blocked(ours):
    assert check_ours(SMALL.lines, ours) == sum(bool(line.term) for line in SMALL.lines)


def test_a_missed_term_stops_the_run(tmp_path):
    blind = moderator(write_ruleset(tmp_path, SMALL.terms[1000:1100]))
    with pytest.raises(CountsDifferError):
        check_ours(SMALL.lines, blind)


@pytest.mark.parametrize("rival", RIVALS, ids=lambda rival: rival.name)
def test_a_rival_finds_what_a_loop_finds(rival):
    if rival.package:
        pytest.importorskip({"pyahocorasick": "ahocorasick"}.get(rival.package, rival.package))
    texts = [line.text for line in SMALL.lines]
    searcher = rival.build(TERMS)
    assert sum(len(searcher.find(text)) for text in texts) == rival_counts(rival, texts, TERMS) > 0


def test_fresh_strings_are_equal_and_new():
    text = "赌博😀"
    assert fresh([text]) == [text]
    assert fresh([text])[0] is not text


def test_every_contestant_is_called_with_every_message():
    seen = []
    timings = time_calls({"ours": seen.append}, ["一", "二"], 1)
    assert set(seen) == {"一", "二"}
    assert timings["ours"].p50_us <= timings["ours"].p99_us


@pytest.mark.parametrize("measure", ["check", "scan"])
def test_a_row_has_a_time_for_every_contestant(measure, tmp_path):
    for rival in RIVALS:
        if rival.package:
            pytest.importorskip({"pyahocorasick": "ahocorasick"}.get(rival.package, rival.package))
    definition = next(one for one in DEFINITIONS if one.measure == measure and one.text == "chat")
    row = Bench(tmp_path, messages=100, rounds=1).run(definition, 1000)
    assert row["contestants"].keys() >= {OURS, *(rival.name for rival in RIVALS)}


def test_every_level_of_matching_is_timed_and_passes_the_clean_messages(tmp_path):
    definition = next(one for one in DEFINITIONS if one.measure == "levels")
    row = Bench(tmp_path, messages=40, rounds=1).run(definition, 1000)
    assert set(row["contestants"]) == {"exact", "normal", "robust"}
