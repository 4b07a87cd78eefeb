"""Help: tours, exercises, keys, news and feedback in one place."""
