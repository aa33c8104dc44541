"""A drawn crowd before a virtual camera: the same one for the same seed."""
