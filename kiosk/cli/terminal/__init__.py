"""Options, output, progress and the end, which all commands share."""
