"""Messages to connected systems that nobody took."""
