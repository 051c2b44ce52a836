"""What is remembered: one contract (`store`), three implementations (memory, SQLite, Redis), one door (`open_store`)."""

from moderation.state.opening import open_store

__all__ = ["open_store"]
