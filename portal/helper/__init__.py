"""The helper: whoever hands in for somebody else, by the code that they were given."""
