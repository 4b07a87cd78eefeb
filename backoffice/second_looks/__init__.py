"""Second looks: what waits to be read by another person, and how often something was wrong."""
