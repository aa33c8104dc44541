"""The only place where concrete objects are built and joined, one module for each thing to start.

Rooms that are slow to import (Qt, SQLAlchemy) are imported where they are first needed, so that a
command pays for what it uses, and the scanner's process is on its way before the window's is ready.
"""
