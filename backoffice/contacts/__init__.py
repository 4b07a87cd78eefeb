"""By what a person can be reached: written down at the counter."""
