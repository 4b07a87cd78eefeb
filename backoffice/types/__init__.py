"""The thesaurus by a few letters."""
