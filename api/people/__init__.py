"""People, social files and staff, as other systems bring them in."""
