//! The editing desk: a page in the browser of this machine, over the same office as the commands.
