"""The only room in which concrete objects are built and joined, one module for each program to start.

Rooms that are slow to import (Qt, SQLAlchemy) are imported where they are first needed, so that a
command imports only what it uses, and the scanner's process starts before the window is ready.
"""
