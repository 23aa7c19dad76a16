//! A script that can be run: every item is known, and every block closed.

use std::fmt;
use std::ops::Range;

use super::items::Kind;
use crate::wire::ipf::{Block, Flags, Ipf};

/// A checked script: its items, and where it begins to be about an event.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Script {
    pub(super) steps: Vec<Step>,
    pub(super) main: Range<usize>,
    /// What follows `New Event Cancel` and `New Event Exit`.
    pub(super) cancel: Option<Range<usize>>,
    pub(super) exit: Option<Range<usize>>,
}

/// An item to be carried out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Step {
    pub kind: Kind,
    pub block: Block,
    pub role: Role,
}

/// What an item means for the order of things; the numbers are places in the list of items.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    Plain,
    /// Begins a block: where to look when its condition does not hold, and the end of it.
    Opens {
        next: usize,
        end: usize,
    },
    /// Goes on with a block when no condition before held.
    Else {
        next: usize,
        end: usize,
    },
    /// Ends the block that began there.
    Ends {
        opener: usize,
    },
}

/// Why a script cannot be compiled.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ScriptError {
    /// The item: its number in the script, from 1, its name and the line that it begins with.
    pub item: usize,
    pub name: String,
    pub line: usize,
    pub problem: Problem,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Problem {
    /// No item of SMS Installer is called so.
    Unknown,
    /// The attribute holds something else than digits of 0 and 1.
    NoFlags(&'static str),
    /// The item is known, but not with this.
    NotModelled(&'static str),
    /// It goes on with a block, or ends one, and there is none.
    NoBlock,
    /// Its block does not end.
    NeverEnds,
    /// An event cannot begin within a block.
    InBlock,
    /// The script that it includes is not there.
    NoScript,
    /// Scripts include one another too often.
    TooDeep,
    /// There are more items than a script may have.
    TooMany,
}

impl fmt::Display for ScriptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, item {}, `{}`: ", self.line, self.item, self.name)?;
        match &self.problem {
            Problem::Unknown => f.write_str("there is no such item"),
            Problem::NoFlags(name) => write!(f, "`{name}` must be digits of 0 and 1"),
            Problem::NotModelled(what) => write!(f, "{what} is not modelled"),
            Problem::NoBlock => f.write_str("it stands in no block"),
            Problem::NeverEnds => f.write_str("its block has no End Block"),
            Problem::InBlock => f.write_str("it stands in a block that has not ended"),
            Problem::NoScript => f.write_str("the script that it includes is not given"),
            Problem::TooDeep => f.write_str("scripts include one another too deep"),
            Problem::TooMany => f.write_str("the script has too many items"),
        }
    }
}

impl std::error::Error for ScriptError {}

impl Script {
    /// Checks a script. Items that are switched off are left out.
    ///
    /// # Errors
    /// An item is not known, flags are none, or a block is not closed.
    pub fn of(ipf: &Ipf) -> Result<Self, ScriptError> {
        let mut checker = Checker::default();
        for (block, item) in ipf.blocks().zip(1..) {
            if !block.remarked {
                checker.add(block, item).map_err(|problem| problem.at(block, item))?;
            }
        }
        checker.finish()
    }
}

impl Problem {
    /// The same of an item: the number of it in the script, from 1.
    pub(super) fn at(self, block: &Block, item: usize) -> ScriptError {
        ScriptError { item, name: block.name.clone(), line: block.place.0, problem: self }
    }
}

#[derive(Default)]
struct Checker {
    steps: Vec<Step>,
    /// The blocks that are open: where each begins, and where its further branches do.
    open: Vec<Vec<usize>>,
    /// Where each `New Event` stands, and of what.
    events: Vec<(usize, String)>,
    /// The items that began the open blocks, for the message.
    openers: Vec<ScriptError>,
}

impl Checker {
    fn add(&mut self, block: &Block, item: usize) -> Result<(), Problem> {
        let kind = Kind::of(&block.name).ok_or(Problem::Unknown)?;
        if Flags::parse(block.text("Flags")).is_none() {
            return Err(Problem::NoFlags("Flags"));
        }
        kind.check(block)?;
        let at = self.steps.len();
        let role = match kind {
            Kind::Else | Kind::ElseIf => {
                self.open.last_mut().ok_or(Problem::NoBlock)?.push(at);
                Role::Else { next: at, end: at }
            }
            Kind::EndBlock => self.end(at)?,
            _ if kind.opens(block) => {
                self.open.push(vec![at]);
                self.openers.push(Problem::NeverEnds.at(block, item));
                Role::Opens { next: at, end: at }
            }
            _ => Role::Plain,
        };
        if kind == Kind::NewEvent {
            if !self.open.is_empty() {
                return Err(Problem::InBlock);
            }
            self.events.push((at, block.text("Name").to_string()));
        }
        self.steps.push(Step { kind, block: block.clone(), role });
        Ok(())
    }

    /// Ends the innermost block, and tells each of its branches where the next one is and where all end.
    fn end(&mut self, at: usize) -> Result<Role, Problem> {
        let branches = self.open.pop().ok_or(Problem::NoBlock)?;
        self.openers.pop();
        let opener = branches.first().copied().unwrap_or(at);
        let behind = branches.iter().skip(1).chain([&at]);
        for (&branch, &following) in branches.iter().zip(behind) {
            if let Role::Opens { next, end } | Role::Else { next, end } = &mut self.steps[branch].role {
                (*next, *end) = (following, at);
            }
        }
        Ok(Role::Ends { opener })
    }

    fn finish(mut self) -> Result<Script, ScriptError> {
        if let Some(unclosed) = self.openers.pop() {
            return Err(unclosed);
        }
        let count = self.steps.len();
        let first = self.events.first().map_or(count, |(at, _)| *at);
        let event = |name: &str| {
            let place = self.events.iter().position(|(_, event)| event.eq_ignore_ascii_case(name))?;
            let end = self.events.get(place + 1).map_or(count, |(at, _)| *at);
            Some(self.events[place].0..end)
        };
        let (cancel, exit) = (event("Cancel"), event("Exit"));
        Ok(Script { steps: self.steps, main: 0..first, cancel, exit })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn script(text: &str) -> Result<Script, ScriptError> {
        let items = text.split_whitespace().map(|word| match word {
            "if" => Block::new("If/While Statement", &[("Variable", "X")]),
            "else" => Block::new("Else Statement", &[]),
            "end" => Block::new("End Block", &[]),
            "cancel" => Block::new("New Event", &[("Name", "Cancel")]),
            other => Block::new(other, &[]),
        });
        Script::of(&Ipf::of(items.collect()))
    }

    #[test]
    fn branches_know_the_next_one_and_the_end() {
        let script = script("if if end Remark else end Remark cancel Remark").unwrap();
        let roles: Vec<Role> = script.steps.iter().map(|step| step.role).collect();
        assert_eq!(roles[0], Role::Opens { next: 4, end: 5 });
        assert_eq!(roles[1..3], [Role::Opens { next: 2, end: 2 }, Role::Ends { opener: 1 }]);
        assert_eq!(roles[4..6], [Role::Else { next: 5, end: 5 }, Role::Ends { opener: 0 }]);
        assert_eq!((script.main, script.cancel, script.exit), (0..7, Some(7..9), None));
    }

    #[test]
    fn errors_name_the_item() {
        for (text, message) in [
            ("Remark Frobnicate", "line 0, item 2, `Frobnicate`: there is no such item"),
            ("if else", "line 0, item 1, `If/While Statement`: its block has no End Block"),
            ("if cancel end", "line 0, item 2, `New Event`: it stands in a block that has not ended"),
            ("end", "line 0, item 1, `End Block`: it stands in no block"),
        ] {
            assert_eq!(script(text).unwrap_err().to_string(), message);
        }
    }
}
