"""The screen that waits for a person, and the end of each visit."""
