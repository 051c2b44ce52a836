"""From a verdict to a consequence: the ledger of offences, the ladder, cases, notices."""
