"""What stands on pages, in words."""
