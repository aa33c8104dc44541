"""The page of kiosks."""
