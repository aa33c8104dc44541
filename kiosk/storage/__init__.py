"""The database: connections, tables and queries. The only room that uses SQL."""
