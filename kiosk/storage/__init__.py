"""Rows: models, engine, queries. The only room that speaks SQL."""
