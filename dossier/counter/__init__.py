"""The counter: a clerk takes papers in for whoever brings them, from a scanner's folder, a camera or files."""
