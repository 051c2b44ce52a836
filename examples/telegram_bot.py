"""A moderator for Telegram groups: TELEGRAM_TOKEN=123:AAE… python examples/telegram_bot.py ruleset.yaml."""

import asyncio
import os
import sys

from moderation import Moderator
from moderation.bots.running import run
from moderation.bots.session import Session
from moderation.bots.telegram_api import BASE, TelegramApi
from moderation.bots.telegram_link import TelegramLink
from moderation.bots.telegram_runner import poll

link = TelegramLink(TelegramApi(os.environ.get("TELEGRAM_TOKEN", ""), os.environ.get("TELEGRAM_API", BASE)))
session = Session(Moderator.load(sys.argv[1], store="sqlite:///group.db"), link)
asyncio.run(run(session, link, lambda: poll(link, session)))
