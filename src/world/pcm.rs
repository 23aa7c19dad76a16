//! Package Command Manager in the world: what it is handed when it looks, and what people do with it.

use super::World;
use super::event::{Event, Hand};
use super::plan::{Action, PcmAction, PcmWork, Takes};
use crate::base::{ClientId, JobId, Purpose, SimTime, Span};
use crate::client::pcm::{self, Kind, Pcm};
use crate::client::{Client, Effect, inventory};
use crate::engine::{Outbox, Poller};
use crate::machine::{Redirector, State};
use crate::wire::contents::Contents;

/// How long a person waits who finds PCM busy, before they try again (assumed).
const TRY_AGAIN: Span = Span::mins(10);

impl World<'_> {
    /// The PCM that the person at a client sees.
    pub(super) fn desktop_pcm(&self, client: ClientId) -> Kind {
        Kind::of_desktop(self.plan.group(client).config.os)
    }

    pub(super) fn reporting<'a>(&self, client: ClientId, name: &'a str) -> pcm::Reporting<'a> {
        let shown = self.clients[client.ix()].machine.clock.local(self.engine.now());
        pcm::Reporting { client, name, draws: self.draws, shown }
    }

    /// Whether this PCM of the client runs at all: that on the desktop while somebody is logged on, the service from the start
    /// of Windows NT on.
    fn is_up(&self, client: ClientId, kind: Kind) -> bool {
        let Client { machine, pcm_poller, .. } = &self.clients[client.ix()];
        if kind.is_desktop() {
            return machine.is_on_the_network() && pcm_poller.timetable.runs_at(self.engine.now());
        }
        let has_started = matches!(machine.state, State::Welcome | State::Desktop);
        has_started && machine.drives.redirector() != Redirector::NoNetwork
    }

    /// Lets PCM do something with what it sees.
    fn with_pcm<R>(
        &mut self,
        client: ClientId,
        kind: Kind,
        act: impl FnOnce(&mut Pcm, &pcm::View, &mut Contents, &mut Outbox<Effect>) -> R,
    ) -> R {
        let plan = self.plan;
        let group = plan.group_index(client);
        let name = plan.client_name(client);
        let Client { machine, pcm, pcm_poller, service_poller, .. } = &mut self.clients[client.ix()];
        let (now, server) = (self.engine.now(), plan.groups[group].config.server.ix());
        let poller = poller_of(kind, pcm_poller, service_poller);
        let behavior = &self.behaviors[group];
        let view = pcm::View {
            now,
            kind,
            machine,
            behavior,
            session_start: poller.session_start(now),
            next_start: poller.next_start(now),
            late: plan.daylight(group).late(behavior),
            winst: self.site.logons[server].pcmins.of(client),
            offers: &self.offers,
            job_name: &|job| plan.jobs[job.ix()].id.clone(),
            reporting: &pcm::Reporting {
                client,
                name: &name,
                draws: self.draws,
                shown: machine.clock.local(now),
            },
        };
        let result = act(pcm, &view, &mut self.site.contents, &mut self.client_out);
        self.apply_client_effects(client);
        result
    }

    pub(super) fn pcm_poll(&mut self, client: ClientId, kind: Kind) -> bool {
        if !self.is_up(client, kind) {
            return false;
        }
        let listed = self.listed(client);
        let did = self.with_pcm(client, kind, |pcm, view, _, out| pcm::poll(pcm, view, out));
        self.keep_listed(client, &listed);
        did
    }

    /// Something is there for the PCMs of a client to find from `due` on.
    pub(super) fn wake_pcm(&mut self, client: ClientId, due: SimTime) {
        self.wake(Event::PcmPoll(client), due);
        self.wake(Event::PcmServicePoll(client), due);
    }

    /// PCM on a client is started: it looks at once.
    pub(super) fn restart_pcm(&mut self, client: ClientId, kind: Kind) {
        let now = self.engine.now();
        let state = &mut self.clients[client.ix()];
        let (poller, event) = match kind {
            Kind::Service => (state.service_poller.as_deref_mut(), Event::PcmServicePoll(client)),
            _ => (Some(&mut state.pcm_poller), Event::PcmPoll(client)),
        };
        let Some(poller) = poller else { return };
        poller.restart(now);
        if kind.is_desktop() {
            state.pcm.start_anew();
        }
        if self.every_poll {
            self.engine.tick(now, event);
        }
    }

    pub(super) fn countdown_ends(&mut self, client: ClientId) -> bool {
        let now = self.engine.now();
        if !self.clients[client.ix()].pcm.counts_down_to(now) {
            return false;
        }
        let kind = self.desktop_pcm(client);
        if self.is_up(client, kind) {
            self.with_pcm(client, kind, |pcm, view, _, out| pcm.go_on(view, out));
        } else {
            self.clients[client.ix()].pcm.call_countdown_off();
            self.wake(Event::PcmPoll(client), now);
        }
        true
    }

    pub(super) fn run_package(&mut self, client: ClientId, job: JobId, hand: Hand) -> bool {
        let kind = hand.kind().unwrap_or_else(|| self.desktop_pcm(client));
        let begun = if self.is_up(client, kind) {
            self.start_package(client, job, kind)
        } else if self.clients[client.ix()].machine.is_on_the_network() {
            Err(pcm::Refusal::NobodyLoggedOn)
        } else {
            Err(pcm::Refusal::MachineOff)
        };
        if let Err(refusal) = begun {
            self.not_run(client, job, hand, refusal);
        }
        self.apply_client_effects(client);
        true
    }

    fn start_package(&mut self, client: ClientId, job: JobId, by: Kind) -> Result<(), pcm::Refusal> {
        let package = self.plan.jobs[job.ix()].package;
        let name = self.plan.client_name(client);
        let start = pcm::Start {
            now: self.engine.now(),
            by,
            job,
            job_name: &self.plan.jobs[job.ix()].id,
            share: &self.shares[package.ix()].image,
            directory: &self.shares[package.ix()].directory,
            command: &self.plan.packages[package.ix()].command,
            reporting: &self.reporting(client, &name),
        };
        let Client { machine, pcm, .. } = &mut self.clients[client.ix()];
        let begun = pcm::start(pcm, machine, &start, &mut self.client_out);
        if begun.is_ok() && self.plan.watched.contains(client) {
            self.seen.entry(client).or_default().runs.push(job);
        }
        begun
    }

    /// Whether PCM's window is open on a client.
    pub fn pcm_window_is_open(&self, client: ClientId) -> bool {
        let Client { pcm, pcm_poller, .. } = &self.clients[client.ix()];
        let now = self.engine.now();
        self.is_up(client, self.desktop_pcm(client)) && pcm.window_is_open(pcm_poller.session_start(now))
    }

    /// A package could not be run: the script is told, a person tries again, and PCM does at its next look.
    fn not_run(&mut self, client: ClientId, job: JobId, hand: Hand, refusal: pcm::Refusal) {
        let now = self.engine.now();
        match hand {
            Hand::Script => {
                let (name, id) = (self.plan.client_name(client), &self.plan.jobs[job.ix()].id);
                self.refused.push(format!("{name} could not run {id} at {now}: {}", refusal.words()));
            }
            Hand::Person if refusal == pcm::Refusal::NotOffered => {}
            Hand::Person => {
                let session = self.clients[client.ix()].pcm_poller.session_start(now);
                let again = session.max(now) + TRY_AGAIN;
                self.engine.schedule(again, Event::RunPackage(client, job, hand));
            }
            Hand::Pcm(_) => self.wake_pcm(client, now),
        }
    }

    /// PCM shows a package to the person, who takes it up when that is their way.
    pub(super) fn take_up(&mut self, client: ClientId, job: JobId) {
        let person = self.plan.group(client).config.person;
        let Some(Takes { after, within, likely }) = person.and_then(|person| person.runs) else { return };
        let name = self.plan.client_name(client);
        let occurrence = u64::from(job.0);
        let drawn = self.draws.below(100, Purpose::PersonRuns, &name, occurrence);
        if drawn < u64::from(likely) {
            let later = self.draws.span_below(within, Purpose::PersonTakesUp, &name, occurrence);
            let at = self.engine.now() + after + later;
            self.engine.schedule(at, Event::RunPackage(client, job, Hand::Person));
        }
    }

    pub(super) fn package_ended(&mut self, client: ClientId) -> bool {
        let now = self.engine.now();
        let Client { machine, pcm, .. } = &self.clients[client.ix()];
        let Some(kind) = pcm.runs_by().filter(|_| pcm.ends_at(now)) else { return false };
        let noted = inventory::fingerprint(machine);
        let after = self.with_pcm(client, kind, pcm::end);
        let Some(after) = after else { return false };
        let changed = inventory::fingerprint(&after) != noted;
        self.clients[client.ix()].machine = after;
        if changed {
            self.wake(Event::Logon(client), now);
        }
        if self.clients[client.ix()].service_poller.is_some() {
            self.wake_pcm(client, now);
        }
        true
    }

    /// The person works PCM's window.
    pub(super) fn work_pcm(&mut self, client: ClientId, step: u32) -> bool {
        let Action::Pcm(action) = self.plan.script[step as usize].action else { return false };
        let kind = self.desktop_pcm(client);
        if !self.is_up(client, kind) {
            self.refuse(client, "work PCM", "it was not running");
            return true;
        }
        let now = self.engine.now();
        match action {
            PcmAction::Archive(job) => self.archive(client, job),
            PcmAction::Simple(PcmWork::Open) => self.clients[client.ix()].pcm.open_window(now),
            PcmAction::Simple(PcmWork::Close) => {
                self.clients[client.ix()].pcm.close_window(now);
                self.wake(Event::PcmPoll(client), now);
            }
            PcmAction::Simple(PcmWork::OpenDetails) => self.clients[client.ix()].pcm.show_details(true),
            PcmAction::Simple(PcmWork::CloseDetails) => self.close_details(client, kind),
            PcmAction::Simple(PcmWork::Restart) => {
                self.restart_pcm(client, kind);
                self.wake(Event::PcmPoll(client), now);
            }
            PcmAction::Simple(PcmWork::DeleteHistory) => {
                let forgets = self.behaviors[self.plan.group_index(client)].forgets_executed;
                self.clients[client.ix()].pcm.lose_history(forgets);
                self.wake_pcm(client, now);
            }
            PcmAction::Simple(PcmWork::PressEnter) => {
                self.refuse(client, "press ENTER", "there was no box");
            }
        }
        true
    }

    fn archive(&mut self, client: ClientId, job: JobId) {
        let plan = self.plan;
        let name = &plan.jobs[job.ix()].id;
        if !self.clients[client.ix()].pcm.archive(job, name, &mut self.client_out) {
            self.refuse(client, &format!("archive {name}"), "it was not pending");
        }
        self.apply_client_effects(client);
    }

    fn close_details(&mut self, client: ClientId, kind: Kind) {
        self.clients[client.ix()].pcm.show_details(false);
        self.with_pcm(client, kind, |pcm, view, _, out| pcm.go_on(view, out));
    }
}

/// What tells when a PCM looks.
fn poller_of<'a>(kind: Kind, desktop: &'a Poller, service: &'a Option<Box<Poller>>) -> &'a Poller {
    service.as_deref().filter(|_| kind == Kind::Service).unwrap_or(desktop)
}
