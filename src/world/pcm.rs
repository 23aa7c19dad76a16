//! Package Command Manager in the world: what it is handed when it looks, and what people do with it.

use super::event::{Event, Hand};
use super::front::Front;
use super::learned::RunId;
use super::logon::Sight;
use super::plan::{Action, PcmAction, PcmWork, Plan, RedirectorKind};
use super::sources::Sources;
use super::surroundings::results_server;
use super::trouble::poll_of;
use crate::base::{ClientId, Draws, JobId, SimTime, Span};
use crate::client::pcm::{self, Kind, Pcm};
use crate::client::{Client, Effect, inventory};
use crate::engine::Outbox;
use crate::machine::{Machine, Redirector, State};
use crate::product::{Behavior, Silence, names};
use crate::wire::contents::Contents;

/// How long a person waits who finds PCM busy, before they try again (assumed).
const TRY_AGAIN: Span = Span::mins(10);

impl<'p> Front<'p> {
    pub(super) fn reporting<'a>(&self, client: ClientId, name: &'a dyn Fn() -> String) -> pcm::Reporting<'a>
    where
        'p: 'a,
    {
        let machine = &self.clients[client].machine;
        reporting(self.plan, &self.behaviors, self.draws, client, name, (machine, self.engine.now()))
    }
}

impl Front<'_> {
    /// The PCM that the person at a client sees.
    pub(super) fn desktop_pcm(&self, client: ClientId) -> Kind {
        Kind::of_desktop(self.plan.group(client).config.os)
    }

    /// Whether this PCM of the client runs at all: that on the desktop while somebody is logged on, the service from the start
    /// of Windows NT on.
    pub(super) fn is_up(&self, client: ClientId, kind: Kind) -> bool {
        let (Client { machine, pcm, .. }, pcm_poller) = (&self.clients[client], self.clients.poller(client));
        if kind.is_desktop() {
            return self.could_be_up(client) && !pcm.has_quit(pcm_poller.session_start(self.engine.now()));
        }
        let has_started = matches!(machine.state, State::Welcome | State::Desktop);
        has_started && machine.drives.redirector() != Redirector::NoNetwork
    }

    /// Whether PCM on the desktop runs, unless it has ended.
    fn could_be_up(&self, client: ClientId) -> bool {
        let (machine, pcm_poller) = (&self.clients[client].machine, self.clients.poller(client));
        machine.is_on_the_network() && pcm_poller.timetable.runs_at(self.engine.now())
    }

    /// Until when PCM is on the desktop; `None`: it is not.
    fn desktop_until(&self, client: ClientId) -> Option<SimTime> {
        let poller = self.clients.poller(client);
        self.is_up(client, self.desktop_pcm(client)).then(|| poller.session_end(self.engine.now()))
    }

    /// Lets PCM do something with what it sees.
    pub(super) fn with_pcm<R>(
        &mut self,
        client: ClientId,
        kind: Kind,
        act: impl FnOnce(&mut Pcm, &pcm::View, &mut Contents, &mut Outbox<Effect>) -> R,
    ) -> R {
        let result = self.ask_pcm(client, kind, act);
        self.apply_client_effects(client);
        result
    }

    /// The same without applying the effects.
    pub(super) fn ask_pcm<R>(
        &mut self,
        client: ClientId,
        kind: Kind,
        act: impl FnOnce(&mut Pcm, &pcm::View, &mut Contents, &mut Outbox<Effect>) -> R,
    ) -> R {
        let plan = self.plan;
        let group = plan.group_index(client);
        let name = || plan.client_name(client);
        let server = self.server_of(client, kind).unwrap_or(plan.groups[group].config.server);
        let now = self.engine.now();
        let session_start = self.started(client, kind, now);
        let desktop_until = (kind == Kind::Service).then(|| self.desktop_until(client)).flatten();
        let mut pcm = std::mem::take(&mut self.clients[client].pcm);
        let mut out = std::mem::replace(&mut self.client_out, Outbox::new(false));
        let mut contents = std::mem::take(&mut self.site.contents);
        let Sight { winst, hidden } = self.sight(client, kind, server);
        let machine = &self.clients[client].machine;
        let behavior = &self.behaviors[group];
        let view = pcm::View {
            now,
            kind,
            machine,
            behavior,
            session_start,
            next_start: self.pcm_poller_of(client, kind).next_start(now),
            late: plan.daylight(group).late(behavior),
            slow_link: plan.groups[group].config.slow_link,
            desktop_until,
            server: &plan.servers[server.ix()].name,
            winst,
            hidden,
            offers: &self.offers,
            job_name: &|job| plan.jobs[job.ix()].id.clone(),
            sms_id: &|| self.sms_id(client),
            request_id: &|job| names::request_id(&plan.site.code, u32::from(job.0)),
            reporting: &reporting(plan, &self.behaviors, self.draws, client, &name, (machine, now)),
        };
        let result = act(&mut pcm, &view, &mut contents, &mut out);
        (self.client_out, self.site.contents) = (out, contents);
        self.clients[client].pcm = pcm;
        result
    }

    pub(super) fn pcm_poll(&mut self, client: ClientId, kind: Kind) -> bool {
        if kind.is_desktop()
            && let Some(did) = self.look_as_known(client)
        {
            return did;
        }
        self.expect_lock(client, kind);
        if !self.is_up(client, kind) {
            if kind.is_desktop() {
                self.wake_up_again(client);
            }
            return false;
        }
        if let Some(trouble) = self.trouble(client, kind) {
            return self.suffer(client, kind, trouble);
        }
        let listed = self.listed(client);
        let did = self.with_pcm(client, kind, |pcm, view, _, out| pcm::poll(pcm, view, out));
        self.keep_listed(client, &listed);
        did
    }

    /// A PCM that has ended looks when it starts again.
    fn wake_up_again(&mut self, client: ClientId) {
        let now = self.engine.now();
        let (pcm, pcm_poller) = (&self.clients[client].pcm, self.clients.poller(client));
        if pcm.has_quit(pcm_poller.session_start(now)) {
            self.wake_at_next_start(client, now);
        }
    }

    /// Something is there for the PCMs of a client to find from `due` on.
    pub(super) fn wake_pcm(&mut self, client: ClientId, due: SimTime) {
        self.wake(Event::PcmPoll(client), due);
        if self.plan.group(client).config.pcm_service {
            self.wake(Event::PcmServicePoll(client), due);
        }
    }

    /// PCM on a client is started: it looks at once.
    pub(super) fn restart_pcm(&mut self, client: ClientId, kind: Kind) {
        let now = self.engine.now();
        let event = poll_of(client, kind);
        if self.with_poller(event, |poller| poller.restart(now)).is_none() {
            return;
        }
        if kind.is_desktop() {
            self.clients[client].pcm.start_anew();
        }
        if self.every_poll {
            self.engine.tick(now, event);
        }
        if self.plan.has_outages() {
            self.wake(event, now);
        }
    }

    pub(super) fn countdown_ends(&mut self, client: ClientId) -> bool {
        let now = self.engine.now();
        if !self.clients[client].pcm.counts_down_to(now) {
            return false;
        }
        let kind = self.desktop_pcm(client);
        if self.is_up(client, kind) {
            self.with_pcm(client, kind, |pcm, view, _, out| pcm.go_on(view, out));
        } else {
            self.clients[client].pcm.call_countdown_off();
            self.wake(Event::PcmPoll(client), now + Span(1));
        }
        true
    }

    pub(super) fn run_package(&mut self, client: ClientId, job: JobId, hand: Hand) -> bool {
        let kind = hand.kind().unwrap_or_else(|| self.desktop_pcm(client));
        let now = self.engine.now();
        let next_look = self.clients.poller(client).wakes_at();
        if let Some(key) = self.look_key(client, now)
            && self.run_ahead((client, key), job, (hand, now), next_look)
        {
            return true;
        }
        let begun = if self.is_up(client, kind) {
            self.start_package(client, job, kind)
        } else if self.clients[client].machine.is_on_the_network() {
            Err(pcm::Refusal::NobodyLoggedOn)
        } else {
            Err(pcm::Refusal::MachineOff)
        };
        if let Err(refusal) = begun {
            self.not_run(client, job, hand, refusal);
        }
        self.apply_client_effects(client);
        if self.clients[client].pcm.ends_at(self.engine.now()) {
            self.package_ended(client, None);
        }
        true
    }

    pub(super) fn start_package(
        &mut self,
        client: ClientId,
        job: JobId,
        by: Kind,
    ) -> Result<(), pcm::Refusal> {
        let plan = self.plan;
        let name = || plan.client_name(client);
        let mut pcm = std::mem::take(&mut self.clients[client].pcm);
        let mut out = std::mem::replace(&mut self.client_out, Outbox::new(false));
        let mut memo = self.memo.take();
        let packages = memo.as_mut().map(|memo| &mut memo.packages);
        let reporting = self.reporting(client, &name);
        let start = self.start_of(client, job, by, self.engine.now(), &reporting);
        let begun = pcm::start(&mut pcm, &self.clients[client].machine, &start, packages, &mut out);
        let begun = begun.map(str::to_string);
        self.memo = memo;
        self.client_out = out;
        self.clients[client].pcm = pcm;
        let server = begun?;
        if by == Kind::Service {
            self.wake(Event::PcmPoll(client), self.engine.now() + Span(1));
        }
        if self.plan.watched.contains(client) {
            let seen = self.seen.entry(client).or_default();
            seen.runs.push(job);
            seen.sources.push(server);
        }
        Ok(())
    }

    /// What a PCM that runs a package from `began` on hands to Windows.
    pub(super) fn start_of<'a>(
        &'a self,
        client: ClientId,
        job: JobId,
        by: Kind,
        began: SimTime,
        reporting: &'a pcm::Reporting<'a>,
    ) -> pcm::Start<'a> {
        let plan = &self.plan.jobs[job.ix()];
        let (share, package) = (&self.shares[plan.package.ix()], &self.plan.packages[plan.package.ix()]);
        let config = &self.plan.group(client).config;
        let sources = Sources { plan: self.plan, listed: &self.listed, now: began };
        pcm::Start {
            now: began,
            by,
            os: config.os,
            job,
            job_name: &plan.id,
            servers: sources.of(client, job, &share.directory),
            mstest: self.mstests[config.server.ix()].clone(),
            share: &share.image,
            directory: &share.directory,
            command: &package.command,
            exits_windows: package.exits_windows,
            is_mandatory: plan.mandatory.is_some(),
            process_handle: self.plan.process_handle,
            behavior: &self.behaviors[self.plan.group_index(client)],
            keys: self.dialog_keys(client, job, by, began),
            seen_to_end: self.plan.fleet.map(|_| self.pcm_poller_of(client, by).at_or_after(began)),
            reporting,
        }
    }

    /// Whether PCM's window is open on a client.
    pub fn pcm_window_is_open(&self, client: ClientId) -> bool {
        let (pcm, pcm_poller) = (&self.clients[client].pcm, self.clients.poller(client));
        let now = self.engine.now();
        self.is_up(client, self.desktop_pcm(client)) && pcm.window_is_open(pcm_poller.session_start(now))
    }

    /// A package could not be run: the script is told, a person tries again, and PCM does at its next look.
    fn not_run(&mut self, client: ClientId, job: JobId, hand: Hand, refusal: pcm::Refusal) {
        let now = self.engine.now();
        match hand {
            // PCM has told the person why, and that is all that comes of it.
            Hand::Script if refusal == pcm::Refusal::NotConnected => {}
            Hand::Script => {
                let (name, id) = (self.plan.client_name(client), &self.plan.jobs[job.ix()].id);
                self.refused.push(format!("{name} could not run {id} at {now}: {}", refusal.words()));
            }
            Hand::Person if refusal == pcm::Refusal::NotOffered => {}
            // Nobody waits for a package that never ends.
            Hand::Person if refusal == pcm::Refusal::Busy && !self.clients[client].pcm.is_running() => {}
            Hand::Person => {
                let session = self.clients.poller(client).session_start(now);
                let again = session.max(now) + TRY_AGAIN;
                self.schedule(again, Event::RunPackage(client, job, hand));
            }
            Hand::Pcm(_) => self.wake_pcm(client, now + Span(1)),
        }
    }

    pub(super) fn package_ended(&mut self, client: ClientId, known: Option<RunId>) -> bool {
        if let Some(run) = known {
            self.run_ended(client, run);
            return true;
        }
        let now = self.engine.now();
        let pcm = &self.clients[client].pcm;
        let Some(kind) = pcm.runs_by().filter(|_| pcm.ends_at(now)) else { return false };
        if let Some((leave, machine)) = pcm.leaves()
            && self.package_leaves_windows(client, leave, machine)
        {
            return true;
        }
        let Some(machine) = self.with_pcm(client, kind, pcm::end) else { return false };
        if self.take_over(client, machine) {
            self.wake(Event::Logon(client), now);
        }
        if self.clients[client].service_poller.is_some() {
            self.wake_pcm(client, now);
        }
        true
    }

    /// A client's machine is now as a package left it: says whether the inventory will find something new.
    pub(super) fn take_over(&mut self, client: ClientId, mut machine: Machine) -> bool {
        let before = &mut self.clients[client].machine;
        let has_changed = !machine.drives.has_files_of(&before.drives);
        let changed = has_changed && inventory::fingerprint(&machine) != inventory::fingerprint(before);
        machine.drives.rejoin(&before.drives);
        *before = machine;
        changed
    }

    /// The person works PCM's window.
    pub(super) fn work_pcm(&mut self, client: ClientId, step: u32) -> bool {
        let Action::Pcm(action) = self.plan.script[step as usize].action else { return false };
        let kind = self.desktop_pcm(client);
        let starts = action == PcmAction::Simple(PcmWork::Restart) && self.could_be_up(client);
        if !self.is_up(client, kind) && !starts {
            self.refuse(client, "work PCM", "it was not running");
            return true;
        }
        let now = self.engine.now();
        match action {
            PcmAction::Archive(job) => self.archive(client, kind, job),
            PcmAction::Simple(PcmWork::Open) => self.clients[client].pcm.open_window(now),
            PcmAction::Simple(PcmWork::Close) => {
                self.clients[client].pcm.close_window(now);
                self.wake(Event::PcmPoll(client), now);
            }
            PcmAction::Simple(PcmWork::OpenDetails) => self.clients[client].pcm.show_details(Some(now)),
            PcmAction::Simple(PcmWork::CloseDetails) => self.close_details(client, kind),
            PcmAction::Simple(PcmWork::Restart) => {
                self.restart_pcm(client, kind);
                self.wake(Event::PcmPoll(client), now);
            }
            PcmAction::Simple(PcmWork::End) => {
                self.clients[client].pcm.quit(now);
                self.wake_pcm(client, now);
            }
            PcmAction::Simple(PcmWork::DeleteHistory) => {
                let forgets = self.behaviors[self.plan.group_index(client)].forgets_executed;
                self.clients[client].pcm.lose_history(forgets);
                self.wake_pcm(client, now);
            }
            PcmAction::Simple(PcmWork::PressEnter) => self.press_enter(client),
        }
        true
    }

    fn archive(&mut self, client: ClientId, kind: Kind, job: JobId) {
        if !self.with_pcm(client, kind, |pcm, view, _, out| pcm.archive(job, view, out)) {
            let name = &self.plan.jobs[job.ix()].id;
            self.refuse(client, &format!("archive {name}"), "it was not pending");
        }
    }

    fn close_details(&mut self, client: ClientId, kind: Kind) {
        self.clients[client].pcm.show_details(None);
        self.with_pcm(client, kind, |pcm, view, _, out| pcm.go_on(view, out));
    }
}

/// What a client's PCM needs to know to report, from its machine at that moment.
fn reporting<'a>(
    plan: &'a Plan,
    behaviors: &[Behavior],
    draws: Draws,
    client: ClientId,
    name: &'a dyn Fn() -> String,
    (machine, now): (&Machine, SimTime),
) -> pcm::Reporting<'a> {
    let group = plan.group_index(client);
    let config = &plan.groups[group].config;
    let kind = Kind::of_desktop(config.os);
    let is_mute = config.redirector == RedirectorKind::Netx
        && matches!(kind, Kind::Dos | Kind::Win16)
        && behaviors[group].reports_to_unc_names;
    pcm::Reporting {
        client,
        name,
        at_once: plan.fleet.is_some(),
        draws,
        shown: machine.clock.local(now),
        server: &plan.servers[results_server(plan, machine, config.server).ix()].name,
        order: plan.report_order,
        silence: is_mute.then_some(Silence::NoUncNames),
    }
}
