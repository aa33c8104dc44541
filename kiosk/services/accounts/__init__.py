"""Who may sign in, what they may see, and the staff PIN of this machine."""
