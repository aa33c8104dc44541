"""Queries that read several tables, one page at a time."""
