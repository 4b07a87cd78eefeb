"""The centre's existing document system: what is filed is laid into its folder, as a PDF and what is known of it."""
