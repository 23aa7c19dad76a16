//! Times in which a logon server does not answer, or an account is locked.

use super::Resolver;
use crate::base::{Selection, ServerId, SimTime};
use crate::scenario::document;
use crate::world::plan::{Action, Answers, Outage, ScriptStep};

impl Resolver<'_, '_> {
    /// A time from its beginning to its end; reports one that ends before it begins.
    pub(super) fn outage(&mut self, written: &document::server::Outage) -> Outage {
        let from = written.from.as_ref().map_or(SimTime::ZERO, |time| self.instant(time));
        let until = self.instant(&written.until);
        if until <= from {
            let label = format!("expected a time after {from}");
            self.problem(written.until.extent, "this ends before it begins", label);
        }
        self.causes.extend([from, until]);
        Outage { from, until }
    }

    /// When the logon servers do not answer, and what becomes of that at each end.
    pub(super) fn outages(&mut self) {
        for ix in 0..self.plan.servers.len() {
            let id = ServerId(ix as u16);
            // The logon servers come first among the servers that hold packages.
            self.plan.servers[ix].down = self.plan.sources[ix].down.clone();
            for outage in &self.plan.servers[ix].down {
                self.plan.script.push(turn(outage.from, id, Answers::NoMore));
                self.plan.script.push(turn(outage.until, id, Answers::Again));
            }
        }
    }
}

fn turn(at: SimTime, server: ServerId, answers: Answers) -> ScriptStep {
    ScriptStep { at, on: Selection::default(), action: Action::Server(server, answers) }
}
