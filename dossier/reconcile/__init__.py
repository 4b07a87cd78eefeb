"""Compares rows with the store: every row has its bytes and their hash, every blob a row. It deletes nothing."""
