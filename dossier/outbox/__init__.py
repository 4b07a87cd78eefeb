"""What happens next: jobs as rows in the verb's own transaction."""
