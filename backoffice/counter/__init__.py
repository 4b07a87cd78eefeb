"""The counter desk: a clerk takes papers in for whoever brings them, by keyboard."""
