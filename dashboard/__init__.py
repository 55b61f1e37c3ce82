"""What the pages share: state of the run, typed queries, charts, formats, words. It reads tables and calls no stage."""
