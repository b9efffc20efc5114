//! Words over many bulletins.
