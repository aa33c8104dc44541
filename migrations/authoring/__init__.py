"""What makes a new revision from how the models and the revisions differ; nothing here runs at an event."""
