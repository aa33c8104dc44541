"""Who came, as files to take away: what a report holds, and a module for each way to write it."""
