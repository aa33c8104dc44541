"""Choosing a camera with its picture before one's eyes: the sheet and its parts."""
