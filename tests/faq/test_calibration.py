"""Calibration: the lowest thresholds that keep the promise over an archive without labels, and what they would say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.faq.calibration import Calibrator
from moderation.faq.matcher import Candidate, Ranking


class Sure:
    """Ranks a text that is a number by it, and nothing else."""

    def rank(self, text):
        try:
            sure = float(text)
        except ValueError:
            return Ranking()
        return Ranking(candidates=(Candidate(entry="F01", score=sure, confidence=sure),), confidence=sure)


def calibrated(texts, one_in):
    calibrator = Calibrator(Sure())
    for text in texts:
        calibrator.add(text)
    return calibrator.calibrate(one_in)


def test_no_more_is_answered_falsely_than_was_promised():
    found = calibrated(["0.95"] * 10 + ["0.8"] * 10 + ["0.6"] * 10 + ["早"] * 970, 1000)
    assert (found.messages, found.answer_at, found.answered) == (1000, 0.95, 10)
    assert found.false == pytest.approx(0.5)
    assert found.suggest_at <= found.answer_at
    assert calibrated(["0.95"] * 10 + ["0.8"] * 10 + ["早"] * 980, 100).answer_at <= 0.8


def test_an_archive_of_talk_gives_the_least_thresholds_and_an_empty_one_too():
    for texts in (["早"] * 50, []):
        found = calibrated(texts, 100)
        assert (found.answered, found.false, found.answer_at) == (0, 0, 0.5)


def test_what_would_be_said_is_shown_the_most_frequent_and_the_least_certain():
    found = calibrated(["0.99"] * 3 + ["0.97"] * 5 + ["早"] * 5000, 1000)
    assert [(guess.text, guess.count) for guess in found.frequent] == [("0.97", 5), ("0.99", 3)]
    assert found.doubtful[0].text == "0.97"


@given(st.lists(st.floats(0, 1).map(lambda sure: f"{sure:.3f}"), max_size=60), st.integers(2, 200))
def test_the_promise_holds_for_any_archive(texts, one_in):
    found = calibrated(texts, one_in)
    assert 0.2 <= found.suggest_at <= found.answer_at <= 1
    assert found.false <= max(len(texts) / one_in, sum(1 - float(text) for text in texts if float(text) >= 0.99)) + 1e-9
