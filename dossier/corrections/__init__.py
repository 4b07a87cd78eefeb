"""Corrections: a person says what is wrong about a document of theirs, the centre looks and answers."""
