"""The scanner's own process: its start, its loop, its watchdog, and the shared memory for its pictures."""
