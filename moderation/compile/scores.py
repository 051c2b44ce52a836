"""What a score can reach at most, and whether that is enough for the levels that it asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moderation.compile.report import Report
    from moderation.program import Score
    from moderation.ruleset.tree import Path

__all__ = ["Ceilings", "check_score", "most_points"]

Ceilings = dict[str, float]
"""For each signal the points that it can add at most: infinite where it has no end of distinct values."""


def most_points(score: Score, ceilings: Mapping[str, float]) -> float:
    """Return a bound that no message's points can exceed.

    >>> from moderation.program import Has, Score
    >>> most_points(Score(signals=("ad", "link"), caps=(("ad", 4),), bonuses=((Has("link"), 2),), review=1), {"ad": 90, "link": 1})
    7
    """
    caps = dict(score.caps)
    bonus = sum(max(points, 0) for _, points in score.bonuses)
    return bonus + sum(min(ceilings.get(name, float("inf")), caps.get(name, float("inf"))) for name in score.signals)


def check_score(score: Score, at: Path, ceilings: Mapping[str, float], report: Report) -> None:
    """Report levels of a score that are missing, upside down, or higher than its caps and bonuses allow."""
    if score.review is None and score.block is None:
        report.error("score-without-level", (*at, "score"))
    if score.review is not None and score.block is not None and score.block < score.review:
        report.error("block-below-review", (*at, "block"), found=score.block, expected=f"≥ {score.review}")
    most = most_points(score, ceilings)
    for level, points in (("review", score.review), ("block", score.block)):
        if points is not None and points > most:
            report.error("unreachable-score", (*at, level), found=int(most), expected=f"≤ {int(most)}")
