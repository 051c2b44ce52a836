"""Benchmarks: what loading, the first message and the steady state cost, beside rivals in the same run.

`python -m benchmarks` runs the definitions of `definitions.py`, checks every count before it reports a time, and writes
a record; `report.py` turns a record into the tables of `docs/performance.md`.
"""
