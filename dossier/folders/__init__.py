"""Folders: where a department files documents that are no social ones, and for how long they are kept there."""
