"""Receipts, found again by their number."""
