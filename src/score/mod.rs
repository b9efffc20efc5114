//! Points and counts over many bulletins.
