"""The page of kiosks, and starting one on this machine."""
