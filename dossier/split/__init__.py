"""Split and merge: which pages of a deposit make which document, and which are set aside; undoable until validation."""
