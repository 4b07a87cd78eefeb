"""The thesaurus: what documents can be, who proposes what of it, and what it is used for."""
