"""My documents: what was handed in and what was filed, to see and to keep, after a one-time code."""
