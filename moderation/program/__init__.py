"""The narrow waist: a compiled ruleset as frozen, picklable, pure data.

Authoring code only produces a Program, runtime code only consumes one. A Program is identified by `info.digest` and
can be written to bytes and read back without executing anything (`moderation.compile.cache`).
"""

from moderation.program.behaviors import Behavior, BehaviorProgram, Campaign, Flood, Raid, Repeat, Stitched
from moderation.program.conditions import All, AnyOf, AtLeast, Condition, Fact, Has, Near, Not, Score
from moderation.program.faq import FaqEntry, FaqProgram, Hours, RouteProgram
from moderation.program.notices import NoticeProgram
from moderation.program.policy import (
    Adjustment,
    Breaker,
    Circumstance,
    DeletedWithin,
    LabelIs,
    Measure,
    Policy,
    RepeatedWithin,
    SeverityIs,
    Step,
    Strikes,
)
from moderation.program.rules import PatternProgram, RuleProgram, RulesetInfo, SignalInfo
from moderation.program.whole import Program

__all__ = [
    "Adjustment", "All", "AnyOf", "AtLeast", "Behavior", "BehaviorProgram", "Breaker", "Campaign", "Circumstance", "Condition",
    "DeletedWithin", "Fact", "FaqEntry", "FaqProgram", "Flood", "Has", "Hours", "LabelIs", "Measure", "Near", "Not",
    "NoticeProgram", "PatternProgram", "Policy", "Program", "Raid", "Repeat", "RepeatedWithin", "RouteProgram", "RuleProgram",
    "RulesetInfo", "Score", "SeverityIs", "SignalInfo", "Step", "Stitched", "Strikes",
]  # fmt: skip
