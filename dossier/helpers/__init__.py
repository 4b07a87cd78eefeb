"""Helpers: whoever hands in for a person by a code that the person made, and sees nothing of theirs."""
