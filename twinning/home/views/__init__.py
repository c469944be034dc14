"""Pages that look at more than one domain: the first page, search, the frame of the site."""
