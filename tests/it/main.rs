//! All integration tests in one binary, because each binary links the typesetter.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod again;
mod broken;
mod channels;
mod circles;
mod commands;
mod desk;
mod faults;
mod fixes;
mod fonts;
mod forms;
mod grid;
mod hostile;
mod import;
mod import_docx;
mod import_parts;
mod insets;
mod jobs;
mod layers;
mod layout;
mod limits;
mod manual;
mod memory;
mod mutations;
mod ofd;
mod office;
mod pages;
mod pictures;
mod press;
mod proof;
mod raw;
mod rearrange;
mod registry;
mod rules;
mod runs;
mod schema;
mod seeds;
mod sign;
mod slips;
mod store;
mod support;
mod synthetic;
mod templates;
mod trust;
mod watch;
