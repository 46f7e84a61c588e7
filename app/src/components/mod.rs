//! Pieces of the pages: props in, view out; no server call.

mod load;

pub use load::loaded;
