"""The kiosks of the centre."""
