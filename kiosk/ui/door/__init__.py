"""The kiosk's own screens."""
