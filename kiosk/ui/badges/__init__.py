"""Passes on paper: where badges lie on a sheet, how one is drawn, and the document they make."""
