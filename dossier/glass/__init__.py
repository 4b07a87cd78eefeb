"""Break the glass: open a file or a document of others for a while, with a reason that a colleague reviews."""
