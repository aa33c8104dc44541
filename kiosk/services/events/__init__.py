"""Events and their groups: made, changed, repeated, deleted."""
