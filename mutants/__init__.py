"""Measures what the tests notice: changes the code a little and runs them. Started by script/mutants."""
