"""A year of a centre, made up: who hands what in when, by which circuit, and what becomes of it. For measuring alone."""
