"""The rules and values of check-in, without input and output. Uses the standard library only."""
