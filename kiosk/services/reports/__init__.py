"""Attendance reports: the contents of a report, and a module for each kind of file."""
