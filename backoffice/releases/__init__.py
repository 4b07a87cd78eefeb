"""What is new: the notes of each release, once as news, and always to read again."""
