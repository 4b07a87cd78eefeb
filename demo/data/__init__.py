"""The lists that the demo's centre brings: people, files, staff."""
