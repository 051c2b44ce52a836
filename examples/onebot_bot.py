"""A moderator for QQ groups: python examples/onebot_bot.py ws://127.0.0.1:3001 ruleset.yaml (NapCat, LLBot or any OneBot v11 server)."""

import asyncio
import sys

from moderation import Moderator
from moderation.bots.onebot_link import OneBotLink
from moderation.bots.onebot_runner import forward
from moderation.bots.running import run
from moderation.bots.session import Session

url, ruleset = sys.argv[1:3]
link = OneBotLink()
session = Session(Moderator.load(ruleset, store="sqlite:///group.db"), link)
asyncio.run(run(session, link, lambda: forward(link, session.feed, url)))
