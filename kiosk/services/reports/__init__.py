"""Reports of who came: what a report holds, and a module for each kind of file."""
