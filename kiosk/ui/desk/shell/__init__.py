"""The desk's frame: its window and gates, the base of its pages, and the kiosk it shows on this machine."""
