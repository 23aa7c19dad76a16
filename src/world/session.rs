//! Sessions that end while a package runs, packages that end the session, and the restart that PCM asks for.

use super::Who;
use super::event::Event;
use super::front::Front;
use super::power::Task;
use crate::base::{ClientId, SimTime};
use crate::client::Client;
use crate::client::pcm::{self, Kind};
use crate::client::programs::ClientPrograms;
use crate::machine::boot::{self, restarter};
use crate::machine::{Leave, Machine, State};

const PART: &str = "machine";

impl Front<'_> {
    /// The machine in the middle of a package, as far as that has come.
    pub(super) fn package_so_far(&self, client: ClientId) -> Option<Machine> {
        let Client { machine, pcm, .. } = &self.clients[client];
        let (job, by, began) = pcm.in_progress()?;
        let plan = self.plan;
        let name = || plan.client_name(client);
        let reporting = self.reporting(client, &name);
        let start = self.start_of(client, job, by, began, &reporting);
        Some(pcm::so_far(pcm, machine, &start, self.engine.now().since(began)))
    }

    /// Ends the session. Unless an application keeps it up, a package in progress is over, and PCM is told if anybody is.
    pub(super) fn end_session(&mut self, client: ClientId, task: Task, keys: Vec<u8>) {
        if let Some(machine) = self.package_so_far(client).filter(all_agree) {
            self.break_package_off(client, machine);
        }
        self.begin(client, task, keys);
    }

    /// A package is over because the session is, and leaves the machine like this.
    fn break_package_off(&mut self, client: ClientId, machine: Machine) {
        let pcm = &self.clients[client].pcm;
        let Some((_, by, _)) = pcm.in_progress() else { return };
        let is_under_ntencap = pcm.is_under_ntencap();
        self.clients[client].machine = machine.clone();
        let behavior = &self.behaviors[self.plan.group_index(client)];
        let as_failed = by == Kind::Service && behavior.ntencap_fails_in_service && is_under_ntencap;
        let is_passed_over = by == Kind::Service && behavior.service_is_not_told_of_end;
        if as_failed || by.is_told_of_end() && !is_passed_over {
            let left = pcm::Left { machine, as_failed };
            let after = self.with_pcm(client, by, |pcm, view, contents, out| {
                pcm::end_session(pcm, view, left, contents, out)
            });
            self.clients[client].machine = after.unwrap_or_else(|| self.clients[client].machine.clone());
        } else {
            self.clients[client].pcm.lose_power();
        }
    }

    /// The package in progress ends, leaves the machine like this, and ends Windows; says whether that comes about. Where it is by
    /// force, nobody was asked or told: PCM knows nothing of an end (Q175652).
    pub(super) fn package_leaves_windows(
        &mut self,
        client: ClientId,
        leave: Leave,
        machine: Machine,
    ) -> bool {
        if leave == Leave::ForcedRestart {
            self.tell(Who::Client(client), PART, |_| "restarts by force".to_string());
            let state = &mut self.clients[client];
            state.machine = machine;
            state.pcm.lose_power();
        } else if all_agree(&machine) {
            self.break_package_off(client, machine);
        } else {
            return false;
        }
        self.leave_windows(client, leave);
        true
    }

    /// PCM asks for a restart; some people do what they are asked for.
    pub(super) fn may_press_enter(&mut self, client: ClientId) {
        if let Some(at) = self.presses_enter_at(client) {
            self.schedule(at, Event::PressEnter(client));
        }
    }

    fn presses_enter_at(&self, client: ClientId) -> Option<SimTime> {
        let after = self.plan.group(client).config.person?.restarts_after?;
        Some(self.clients[client].pcm.restart_box()? + after)
    }

    pub(super) fn person_presses_enter(&mut self, client: ClientId) -> bool {
        let is_still_there = self.presses_enter_at(client) == Some(self.engine.now());
        if is_still_there && self.can_press_enter(client) {
            self.press_enter(client);
        }
        is_still_there
    }

    fn can_press_enter(&self, client: ClientId) -> bool {
        let Client { machine, pcm, .. } = &self.clients[client];
        let idle = !self.doings.contains_key(&client);
        idle && machine.state == State::Desktop && pcm.restart_box().is_some()
    }

    /// ENTER leads through ExitWindowsExec to the restart program (Q153227).
    pub(super) fn press_enter(&mut self, client: ClientId) {
        if !self.can_press_enter(client) {
            return self.refuse(client, "press ENTER", "there was no box");
        }
        self.clients[client].pcm.close_restart_box();
        let command = restarter::command(self.clients[client].machine.os);
        self.leaving.insert(client, Leave::RestartWindows(command));
        self.end_session(client, Task::Leaving, Vec::new());
    }
}

fn all_agree(machine: &Machine) -> bool {
    boot::agree_to_end(machine, &ClientPrograms::on(machine))
}
