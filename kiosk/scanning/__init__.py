"""Light into codes: camera, decoder, and the child process they live in. No Qt, no SQL."""
