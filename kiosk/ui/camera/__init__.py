"""The choice of a camera while its picture is in view; the door and the desk both show it."""
