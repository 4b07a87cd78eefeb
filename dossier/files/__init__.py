"""Social files as their workers read them: who, what is filed, what happened, notes, bundles."""
