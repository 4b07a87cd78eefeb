"""Deposits that other systems hand in."""
