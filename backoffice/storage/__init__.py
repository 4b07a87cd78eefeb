"""How the store stands: what every check of it found."""
