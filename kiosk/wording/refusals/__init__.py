"""Refusals in words: a module for each subject, as in kiosk/domain/refusals."""
