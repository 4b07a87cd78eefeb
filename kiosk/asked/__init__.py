"""What the centre asks the person for."""
