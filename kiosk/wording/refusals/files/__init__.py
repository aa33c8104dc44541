"""Words for refusals about files that are read or written."""
