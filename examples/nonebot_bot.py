"""A moderator in QQ groups by NoneBot2: pip install 'moderation' nonebot2[fastapi] nonebot-adapter-onebot, then run this file."""

import nonebot
from nonebot.adapters.onebot.v11 import Adapter


def main(**options: object) -> None:
    """Load the plugin; `MODERATION_RULESET=ruleset.yaml` in `.env` names the rules of the group."""
    nonebot.init(**options)
    nonebot.get_driver().register_adapter(Adapter)
    nonebot.load_plugin("moderation.bots.nonebot")


if __name__ == "__main__":
    main()
    nonebot.run()
