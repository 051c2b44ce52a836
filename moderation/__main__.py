"""`python -m moderation` is the `moderation` command."""

from moderation.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
