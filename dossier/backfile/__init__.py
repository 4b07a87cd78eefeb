"""Backfile: an existing paper file is scanned by parts, until the day from which the file is digital only."""
