"""Tests of the states of screens, which are declared once for all of them: a package, so that fixtures can say so."""
