"""Second looks: a share of what one person filed is read by another, and how often something was wrong is counted."""
