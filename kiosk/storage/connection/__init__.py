"""How the program connects to SQLite and PostgreSQL, and how long it waits."""
