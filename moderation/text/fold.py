"""Stub while the tables are built: see `plain`."""


def plain(text: str) -> str:
    """Return the plain view: one code point in, one out (case, width, traditional, enclosed and look-alike letters)."""
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
