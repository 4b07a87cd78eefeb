"""What documents can be."""
