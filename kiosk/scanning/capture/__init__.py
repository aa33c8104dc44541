"""From a camera, film or network stream to frames, and the reasons when none come."""
