"""Commands: thin, one file a noun."""
