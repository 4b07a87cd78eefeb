"""Folders: where a department files documents that are no social ones."""
