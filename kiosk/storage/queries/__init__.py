"""Questions that read several tables, answered a page at a time."""
