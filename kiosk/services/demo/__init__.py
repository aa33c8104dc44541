"""A small made-up organisation to try the program on."""
