"""The live page of an event: who is in, as they arrive."""
