"""Who opens what is sealed."""
