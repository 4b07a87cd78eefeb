"""The post circuit: stacks of sheets that were scanned in one run become deposits, and every sheet is accounted for."""
