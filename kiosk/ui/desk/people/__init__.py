"""The desk's pages of people: their list, a single person, guest lists."""
