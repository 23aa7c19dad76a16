//! Case-blind names and code page 437.
