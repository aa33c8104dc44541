"""Words for refusals about this machine: its cameras, screens and options."""
