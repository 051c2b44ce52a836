"""What is observed over several messages: floods, near-duplicates, campaigns, raids, stitched messages. Pure reducers over windows."""

from moderation.behavior.stitched import FIELD, Joined, Part
from moderation.behavior.watch import Watch

__all__ = ["FIELD", "Joined", "Part", "Watch"]
