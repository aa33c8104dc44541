"""The reader's language: its catalogue, numbers and durations, and texts shown safely."""
