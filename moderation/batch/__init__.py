"""Batch: whole archives at once, with the same verdicts that `check` gives."""

from __future__ import annotations

from moderation.batch.arrow import scan_batches, verdict_schema
from moderation.batch.columnar import Columnar, scan_texts
from moderation.batch.history import scan_history
from moderation.batch.inputs import inputs
from moderation.batch.job import Job, Running
from moderation.batch.scan import ReadOptions, Scan, ScanOptions, scan_file
from moderation.batch.summary import RuleCount, Summary

__all__ = [
    "Columnar", "Job", "ReadOptions", "RuleCount", "Running", "Scan", "ScanOptions", "Summary", "inputs", "scan_batches", "scan_file",
    "scan_history", "scan_texts", "verdict_schema",
]  # fmt: skip
