//! IF of CMD.EXE.

use std::cmp::Ordering;

use super::super::names::FileSpec;
use super::super::session::Session;
use super::arithmetic::{number, number_of};
use super::node::{Comparison, Condition, If};
use crate::base::text::{compare, is_device};

impl Session<'_> {
    /// Runs the one command or the other.
    pub fn decide(&mut self, decision: &If, last: bool) {
        self.step(1);
        let holds = self.holds(&decision.condition, decision.any_case);
        if holds != decision.negated {
            self.run_node(&decision.then, last);
        } else if let Some(otherwise) = &decision.otherwise {
            self.run_node(otherwise, last);
        }
    }

    fn holds(&mut self, condition: &Condition, any_case: bool) -> bool {
        match condition {
            Condition::ErrorLevel(code) => self.exit_code >= number_of(&self.filled(code)),
            Condition::ExtensionVersion(version) => number_of(&self.filled(version)) <= 1,
            Condition::Exists(name) => {
                let name = self.filled(name).replace('"', "");
                self.exists(&name)
            }
            Condition::Defined(name) => {
                let name = self.filled(name);
                self.variable(&name).is_some()
            }
            Condition::Compared { left, comparison, right } => {
                let (left, right) = (self.filled(left), self.filled(right));
                comparison.holds(&left, &right, any_case)
            }
        }
    }

    /// Files, hidden ones too, directories, and devices in every directory that exists.
    fn exists(&self, name: &str) -> bool {
        let Ok(spec) = FileSpec::new(self.drives, name) else { return false };
        if is_device(&spec.name) {
            return self.drives.is_directory(&spec.directory);
        }
        let directory = self.drives.resolve(name).is_ok_and(|path| self.drives.is_directory(&path));
        // A directory that is not the root holds itself and the one above it, which `*` finds.
        let always = matches!(spec.name.as_str(), "*" | "*.*")
            && !spec.directory.is_root()
            && self.drives.is_directory(&spec.directory);
        directory || always || !spec.matching(self.drives).is_empty()
    }
}

impl Comparison {
    /// The words compare numbers as numbers, and anything else as text; `==` only compares text.
    fn holds(self, left: &str, right: &str, any_case: bool) -> bool {
        let of_text = if any_case { compare(left, right) } else { left.cmp(right) };
        let order = match (signed(left), signed(right)) {
            (Some(left), Some(right)) if self != Self::Same => left.cmp(&right),
            _ => of_text,
        };
        match self {
            Self::Same | Self::Equ => order == Ordering::Equal,
            Self::Neq => order != Ordering::Equal,
            Self::Lss => order == Ordering::Less,
            Self::Leq => order != Ordering::Greater,
            Self::Gtr => order == Ordering::Greater,
            Self::Geq => order != Ordering::Less,
        }
    }
}

/// A text that is a number as a whole.
fn signed(text: &str) -> Option<i32> {
    match text.strip_prefix('-') {
        Some(digits) => number(digits).map(i32::wrapping_neg),
        None => number(text),
    }
}
