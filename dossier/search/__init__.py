"""Finds people, files, receipts and documents by a few letters, for whoever may read them."""
