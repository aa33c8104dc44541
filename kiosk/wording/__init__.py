"""Every text a person reads, in one room: by audience and in the reader's language. No Qt, no SQL."""
