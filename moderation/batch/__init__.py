"""Batch: whole archives at once, with the same verdicts that `check` gives."""

from __future__ import annotations

from moderation.batch.inputs import inputs
from moderation.batch.scan import ReadOptions, Scan, scan_file
from moderation.batch.summary import RuleCount, Summary

__all__ = ["ReadOptions", "RuleCount", "Scan", "Summary", "inputs", "scan_file"]
