"""What stands in a text: terms, contacts, links, expressions, repetitions, hidden writing, each with its span and disguise.

`terms.TermMatcher` and the matchers of `patterns.build_matcher` are made from the specs that a Program carries.
"""
