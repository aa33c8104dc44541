"""Words for refusals about people, their passes and accounts."""
