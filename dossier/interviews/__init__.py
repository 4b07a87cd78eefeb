"""Interviews: a worker takes papers in at the end of one, by the phone of whoever brought them or themselves."""
