"""Draws a crowd in front of a virtual camera; the same seed gives the same crowd."""
