"""The parts of the door's window, and where each stands."""
