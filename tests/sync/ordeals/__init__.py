"""Ordeals of doors and their centre: tests run each a few times, `script/faults sync` hundreds of times.

Each one is made on real programs, real SQLite files and a real PostgreSQL. It returns how often the fault
happened and what it brought; nothing may be lost, and nobody may be recorded twice. Each has a control: the
same ordeal of a door that was broken on purpose (see `controls`), which must not hold.
"""
