"""First-day tours: a few stops over the real screen, once for each role, and again when asked for."""
