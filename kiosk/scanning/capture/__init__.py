"""Opens cameras, video files and network streams, takes their frames, and reports why none come."""
