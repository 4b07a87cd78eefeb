"""What departments were told."""
