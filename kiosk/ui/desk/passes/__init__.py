"""The sheet and page that show, save and print passes."""
