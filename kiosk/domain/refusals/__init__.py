"""Reasons why something that a person asked for cannot be done: a closed set of frozen facts.

A refusal is a fact with the values that a sentence about it needs; the sentence is made
in kiosk/wording/refusals, for the audience that reads it. Each subject has a module. A new refusal is a class
in one of them and a member of its union; mypy then names the `match` that has no words for it.

This package imports none of them: there are many, and a program that starts needs few.
"""
