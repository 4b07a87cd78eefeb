"""The counters, as an administrator sets them up."""
