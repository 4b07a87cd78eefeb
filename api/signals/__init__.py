"""Signals, as other systems read them."""
