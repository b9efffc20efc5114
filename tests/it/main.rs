//! The one integration binary: each one links the typesetter.

mod broken;
mod mutations;
mod support;
