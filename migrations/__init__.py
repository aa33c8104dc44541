"""The revisions of the database's tables, and the code of script/migration, which makes a new one."""
