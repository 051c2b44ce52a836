"""What is remembered: one contract, three implementations (memory, SQLite, Redis)."""
