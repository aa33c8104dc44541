"""Choosing a camera with its picture in view; the door and the desk both show it."""
