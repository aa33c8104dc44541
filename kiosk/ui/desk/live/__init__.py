"""The live page of an event, which shows people as they arrive."""
