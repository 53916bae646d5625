"""Run the pipeline: what is to be made, by which tasks, what may be published, and the site."""
