"""The staff's way past a door's screen: by PIN, or by an organizer's password while none is set."""
