"""Bots: a platform's events become Messages, verdicts become its calls. `base` is the contract, a module a platform stands on it."""
