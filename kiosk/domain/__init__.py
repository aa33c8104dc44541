"""What is true on paper: outcomes, admission, codes, passes. Standard library only."""
