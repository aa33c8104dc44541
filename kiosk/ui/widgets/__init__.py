"""Widgets that the door, the desk and the camera sheet share."""
