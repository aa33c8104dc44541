"""Makes a new revision from the differences between models and revisions, for developers only."""
