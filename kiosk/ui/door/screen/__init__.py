"""The parts of the door's window, and the layout that places them."""
