"""The operations that a person asks for, one module each. No Qt, no SQL."""
