"""Break the glass, and review what was broken."""
