"""The rule author's tools: what is wrong with a ruleset, whether its examples hold, how it stands up to disguises."""
