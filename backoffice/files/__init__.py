"""A social file: who, what is filed, what happened; its notes, its words, its bundles."""
