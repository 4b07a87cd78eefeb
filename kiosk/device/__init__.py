"""The machine itself: paired once with a code, known by a key of its own afterwards."""
