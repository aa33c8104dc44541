"""What a person does, one module each. No Qt, no SQL."""
