"""Commands about people, organizers, guest lists and imports."""
