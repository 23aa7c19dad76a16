//! The machine for tests, with compiled scripts to run.

use super::SETUP;
use crate::base::Span;
use crate::client::installer::Compiled;
pub use crate::client::testing::Pc;

impl Pc {
    /// Runs a program that has been put on the disk.
    pub fn runs(&self, program: &Compiled, tail: &str, keys: &str) -> Self {
        self.holds(program).types(&format!("{SETUP}{tail}"), keys, Span::FOREVER)
    }

    pub fn holds(&self, program: &Compiled) -> Self {
        self.puts(SETUP, program.content())
    }
}
