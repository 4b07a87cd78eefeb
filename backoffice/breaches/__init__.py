"""The breach register, and the notices to those who had read what was misfiled."""
