"""The scanner's own process: its loop, its limits, and the shared memory it shows pictures through."""
