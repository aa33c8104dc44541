"""The page of reports, and exports."""
