"""Check one message in three lines."""

from moderation import Moderator

moderator = Moderator.load("community")
verdict = moderator.check("加薇❤️信：abc12345 日结兼职")
print(verdict.explain())
