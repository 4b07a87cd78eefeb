"""The phone of an interview: it opens the code on a worker's screen, and photographs papers straight into the file."""
