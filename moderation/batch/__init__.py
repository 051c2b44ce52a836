"""Batch: whole archives at once, with the same verdicts that `check` gives."""

from __future__ import annotations

from moderation.batch.scan import Scan, scan_file
from moderation.batch.summary import RuleCount, Summary

__all__ = ["RuleCount", "Scan", "Summary", "scan_file"]
