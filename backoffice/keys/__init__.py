"""Keys: which act each key does, on which screen; everybody may change theirs, or switch them off."""
