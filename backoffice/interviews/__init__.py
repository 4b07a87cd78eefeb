"""The interview: a worker takes papers in for a file, by the phone of whoever brought them or themselves."""
