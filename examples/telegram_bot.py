"""A moderator for Telegram in the standard library alone: TELEGRAM_TOKEN=… python examples/telegram_bot.py ruleset.yaml."""

import json
import os
import sys
import time
from urllib.request import Request, urlopen

from moderation import Moderator
from moderation.bots.planning import plan
from moderation.bots.telegram import CAPABILITIES, UPDATES, calls_of, message_of, parted

API = f"{os.environ.get('TELEGRAM_API', 'https://api.telegram.org')}/bot{os.environ.get('TELEGRAM_TOKEN', '')}/"


def ask(method: str, **params: object) -> object:  # noqa: D103
    request = Request(API + method, json.dumps(params).encode(), {"Content-Type": "application/json"})  # noqa: S310 - an address of our own
    with urlopen(request, timeout=60) as answer:  # noqa: S310 - the same
        return json.load(answer)["result"]


moderator, bot, offset = Moderator.load(sys.argv[1], store="sqlite:///telegram.db"), ask("getMe"), 0
while True:
    for update in ask("getUpdates", offset=offset, timeout=50, allowed_updates=UPDATES):
        offset = update["update_id"] + 1
        for message in filter(None, (message_of(one, bot=bot) for one in parted(update))):
            for call in calls_of(plan(moderator.check(message), message, CAPABILITIES), now_s=int(time.time())):
                ask(call["method"], **call["params"])
