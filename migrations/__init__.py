"""The revisions of the database's tables, and what makes a new one: script/migration "what changes"."""
