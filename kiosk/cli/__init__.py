"""The commands: thin modules, one for each noun."""
