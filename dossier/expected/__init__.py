"""The day by which documents are usually looked at, as lately measured."""
