"""From a Program and a Message to a Verdict: examine (→ Signals), evaluate (→ Hits), decide (→ Verdict), explain."""
