"""Words for refusals of values as they are typed."""
