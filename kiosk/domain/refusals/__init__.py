"""Why something that a person asked for cannot be done, as facts: a closed set of frozen values.

A refusal says what is the case and carries the values that a sentence about it needs; the sentence is made
in kiosk/wording/refusals, for the audience that reads it. Each subject has a module. A new refusal is a class
in one of them and a member of its union; mypy then names the `match` that has no words for it.

This package imports none of them: they are many, and a program that starts needs few.
"""
