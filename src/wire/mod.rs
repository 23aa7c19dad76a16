//! Floor 4: the files that travel between the components of SMS, in both directions.
//!
//! In flight a record is a typed value. Its bytes are produced when somebody looks (an expectation, a fault
//! that corrupts a file) and are read back when they were corrupted or supplied by a scenario. Nothing here
//! reads or writes a disk, and no bytes make it panic: a reader gives a value, or an error that says where
//! and what was expected.
//!
//! Texts are held as UTF-8. The product used the code page of each machine, which no article makes a
//! difference of.

pub mod contents;
pub mod date;
pub mod ins;
pub mod ipf;
pub mod lines;
pub mod log;
pub mod mif;
pub mod name;
pub mod parcel;
pub mod pcmdump;
pub mod pdf;
pub mod raw;
pub mod sni;
pub mod winst;

#[cfg(test)]
mod testing;

pub use lines::LineError;
pub use name::FileKind;
