"""Switching web push on and off."""
