"""Reads codes from cameras: the scanner, its process, cameras and decoding. It has no Qt and no SQL."""
