"""Answers to the questions that repeat, and who must answer what does not."""
