"""From text to quantities: the steps between a document and its mentions, in order of use."""
