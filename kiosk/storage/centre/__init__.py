"""The central database as a door sees it: only through the functions of the doors' protocol."""
