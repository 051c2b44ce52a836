"""Reports: what happened in a community, as one value and as pages that people read."""

from __future__ import annotations

from moderation.reports.making import FORMS, report, written
from moderation.reports.values import Report

__all__ = ["FORMS", "Report", "report", "written"]
