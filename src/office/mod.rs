//! What an office does with its workspace, without a terminal, a clock or an environment.

pub mod store;
