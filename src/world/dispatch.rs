//! The one place where events are handed to those they concern, and where effects are applied.

use super::Who;
use super::build::logons;
use super::event::{Event, Hand};
use super::front::{FETCHED_AT_ONCE, Front};
use super::plan::{Action, AdminAction, FileWord, ScriptStep};
use super::rear::News;
use super::story::Fact;
use super::surroundings::results_server;
use crate::base::{ClientId, JobId, Selection, ServerId, SimTime, Span};
use crate::client::pcm::Kind;
use crate::client::{self, Client, inventory};
use crate::engine::Poller;
use crate::server::{self, Service, ServiceKind, Site};
use crate::wire::parcel::{Parcel, Place};

/// A copy of an instruction file on its way to a logon server.
pub(super) struct Copied {
    server: ServerId,
    client: ClientId,
    version: u32,
    takes: Span,
}

impl Front<'_> {
    /// Hands an event to whom it concerns. `None`: it was called off meanwhile. Else, whether it did anything.
    pub(super) fn dispatch(&mut self, event: Event, tick: bool) -> Option<bool> {
        self.is_wanted(event, tick).then(|| self.happen(event))
    }

    /// An event happens: whether it did anything.
    #[inline]
    pub(super) fn happen(&mut self, event: Event) -> bool {
        let did_something = match event {
            Event::SaveJob(job) => self.save_job(job),
            Event::Script(step) => self.script(step),
            Event::Arrive(place, parcel) => self.arrive(place, parcel),
            Event::ServicePoll(kind) => self.service_poll(kind),
            Event::ServiceStep(kind) => self.service_step(kind),
            Event::Logon(client) => self.logon(client),
            Event::PcmPoll(client) => self.pcm_poll(client, self.desktop_pcm(client)),
            Event::PcmServicePoll(client) => self.pcm_poll(client, Kind::Service),
            Event::CountdownEnds(client) => self.countdown_ends(client),
            Event::PackageEnded(client, known) => self.package_ended(client, known),
            Event::RunPackage(client, job, hand) => self.run_package(client, job, hand),
            Event::WorkPcm(client, step) => self.work_pcm(client, step),
            Event::TaskEnded(client) => self.task_ended(client),
            Event::PressEnter(client) => self.person_presses_enter(client),
            Event::WorkMachine(client, step) => self.work_machine(client, step),
            Event::TypeIn(client, step) => self.type_in(client, step),
        };
        if self.every_poll {
            self.tick_again(event);
        }
        if let Some(client) = event.client() {
            self.clients.settle(client);
        }
        did_something
    }

    /// Lets something happen to the poller behind a poll event.
    #[inline]
    pub(super) fn with_poller<R>(&mut self, event: Event, act: impl FnOnce(&mut Poller) -> R) -> Option<R> {
        match event {
            Event::PcmPoll(client) => Some(self.clients.with_poller(client, act)),
            Event::ServicePoll(kind) => Some(act(&mut self.site.service(kind).poller)),
            Event::PcmServicePoll(client) if self.clients[client].service_poller.is_none() => None,
            Event::PcmServicePoll(client) => self.clients[client].service_poller.as_deref_mut().map(act),
            Event::Logon(client) => {
                let fresh = || Box::new(Poller::new(logons(&self.plan.group(client).config)));
                Some(act(self.clients[client].logons.get_or_insert_with(fresh)))
            }
            _ => None,
        }
    }

    #[inline]
    fn is_wanted(&mut self, event: Event, tick: bool) -> bool {
        let now = self.engine.now();
        let comes = |poller: &mut Poller| if tick { poller.ticks(now) } else { poller.comes_up(now) };
        self.with_poller(event, comes).unwrap_or(true)
    }

    /// With every poll happening, each calls the next. Equal ticks in the queue are one: the second finds that the component
    /// has looked already, and calls nothing.
    fn tick_again(&mut self, event: Event) {
        let now = self.engine.now();
        if let Some(next) = self.with_poller(event, |poller| poller.after(now)) {
            self.engine.tick(next, event);
        }
    }

    /// Something that a poll will find is due at `due`.
    pub(super) fn wake(&mut self, event: Event, due: SimTime) {
        let wake = |poller: &mut Poller| (poller.wakes_at(), poller.wake_for(due));
        match (self.with_poller(event, wake), event) {
            (Some((scheduled, Some(look))), Event::PcmPoll(client)) if self.learned.is_some() => {
                self.go_ahead(client, look, scheduled);
            }
            (Some((_, Some(look))), _) => self.schedule(look, event),
            _ => {}
        }
    }

    fn save_job(&mut self, job: JobId) -> bool {
        self.site.save(job);
        self.post(News::Saved(job));
        self.tell(Who::Admin, "Administrator", |w| format!("saves the job {}", w.plan.jobs[job.ix()].id));
        self.wake(Event::ServicePoll(ServiceKind::Scheduler), self.engine.now());
        true
    }

    fn script(&mut self, step: u32) -> bool {
        let plan = self.plan;
        let ScriptStep { at, on, action } = &plan.script[step as usize];
        match action {
            Action::Admin(action) => return self.administer(*action),
            Action::Cancel(job) => return self.cancel_job(*job),
            Action::Instructions(what) => return self.handle_instructions(on, *what),
            Action::Server(server, answers) => return self.server_turns(*server, *answers),
            _ => {}
        }
        for client in on.iter() {
            let event = match action {
                Action::Run(job, _) => Event::RunPackage(client, *job, Hand::Script),
                Action::Pcm(_) => Event::WorkPcm(client, step),
                Action::Machine { .. } => Event::WorkMachine(client, step),
                Action::Type(..) => Event::TypeIn(client, step),
                // Those steps are at the site.
                Action::Admin(_) | Action::Server(..) | Action::Cancel(_) | Action::Instructions(_) => {
                    continue;
                }
            };
            self.schedule(*at, event);
        }
        true
    }

    fn administer(&mut self, action: AdminAction) -> bool {
        use ServiceKind::{Despooler, MaintenanceManager};
        match action {
            AdminAction::SaveSystemMap => {
                self.site.system_map = self.site.system_map.saturating_add(1);
                self.tell(Who::Admin, "Administrator", |_| "saves SYSTEM.MAP".to_string());
                self.wake_service(MaintenanceManager);
            }
            AdminAction::StopMaintenanceManager => self.set_running(MaintenanceManager, false),
            AdminAction::StartMaintenanceManager => self.set_running(MaintenanceManager, true),
            AdminAction::StopDespooler => self.set_running(Despooler, false),
            AdminAction::StartDespooler => self.set_running(Despooler, true),
            AdminAction::DeleteTransferPackages => {
                self.tell(Who::Admin, "Administrator", |_| "deletes Transfer Packages".to_string());
            }
        }
        true
    }

    pub(super) fn cancel_job(&mut self, job: JobId) -> bool {
        self.tell(Who::Admin, "Administrator", |w| format!("cancels the job {}", w.plan.jobs[job.ix()].id));
        let status = self.site.cancel(job);
        self.post(News::Canceled(job, status));
        self.wake_service(ServiceKind::Scheduler);
        true
    }

    /// Another program opens or closes master instruction files at the site server.
    fn handle_instructions(&mut self, on: &Selection, what: FileWord) -> bool {
        let now = self.engine.now();
        for client in on.iter() {
            match what {
                FileWord::Open => self.site.instructions.open(client),
                FileWord::Close => self.site.close_instructions(now, client),
            }
        }
        self.wake_service(ServiceKind::Despooler);
        true
    }

    /// Stops or starts a service. What it has begun it finishes.
    fn set_running(&mut self, kind: ServiceKind, running: bool) {
        self.site.service(kind).stopped = !running;
        let does = if running { "starts" } else { "stops" };
        self.tell(Who::Admin, "Administrator", |_| format!("{does} {}", kind.name()));
        if running {
            self.wake_service(kind);
        }
    }

    fn arrive(&mut self, place: Place, parcel: Parcel) -> bool {
        let now = self.engine.now();
        match (place, parcel) {
            (Place::Pcmins(server), Parcel::Instructions { client, version }) => {
                self.copy_arrives(server, client, version);
            }
            (Place::Receive, Parcel::StatusMif { client, serial, mif }) => {
                self.site.receive.put_status_mif(now, client, serial, mif);
            }
            _ => {
                if let Some(filebox) = self.site.filebox_mut(place) {
                    filebox.put(now, parcel);
                }
                if let Some(service) = Site::watcher(place) {
                    self.wake_service(service);
                }
            }
        }
        true
    }

    /// A copy of an instruction file is on a logon server.
    #[inline]
    fn copy_arrives(&mut self, server: ServerId, client: ClientId, version: u32) {
        self.copied += 1;
        if self.copied.is_multiple_of(FETCHED_AT_ONCE) {
            self.fetch_copied();
        }
        self.site.instructions.is_done(client);
        // An older copy than the master's is overtaken by the one on its way.
        if self.site.master(client).version == version {
            self.site.instructions.copy_to(server, client);
            if self.plan.group(client).config.server == server || self.plan.servers.len() > 1 {
                self.wake_pcm(client, self.engine.now());
            }
        }
    }

    /// A service in the middle of its work looks again by itself when it is done.
    fn wake_service(&mut self, kind: ServiceKind) {
        if !self.site.service(kind).busy {
            self.wake(Event::ServicePoll(kind), self.engine.now());
        }
    }

    /// What one service does at an instant, another sees at its first look after it: which of them acts first at one instant
    /// then makes no difference.
    fn wake_after_now(&mut self, kind: ServiceKind) {
        if !self.site.service(kind).busy {
            self.wake(Event::ServicePoll(kind), self.engine.now() + Span(1));
        }
    }

    fn service_poll(&mut self, kind: ServiceKind) -> bool {
        let Service { busy, stopped, .. } = *self.site.service(kind);
        if busy || stopped {
            return false;
        }
        let now = self.engine.now();
        let first = self.site.begin(kind, now, &mut self.server_out);
        self.apply_server_effects();
        self.go_on(kind, first);
        first.is_some()
    }

    /// A service finishes an item of work.
    fn service_step(&mut self, kind: ServiceKind) -> bool {
        let next = self.site.step(kind, self.engine.now(), self.plan, &mut self.server_out);
        self.apply_server_effects();
        self.go_on(kind, next);
        true
    }

    pub(super) fn go_on(&mut self, kind: ServiceKind, next: Option<Span>) {
        self.site.service(kind).busy = next.is_some();
        if let Some(takes) = next {
            self.schedule(self.engine.now() + takes, Event::ServiceStep(kind));
        } else if self.site.has_work(kind, self.engine.now()) {
            self.wake_service(kind);
        } else if let Some(ready) = self.site.waits_until(kind) {
            self.wake(Event::ServicePoll(kind), ready);
        }
    }

    fn logon(&mut self, client: ClientId) -> bool {
        if !self.clients[client].machine.is_on_the_network() {
            return false;
        }
        let plan = self.plan;
        let client_name = || plan.client_name(client);
        let sms_id = self.sms_id(client);
        let reporting = self.reporting(client, &client_name);
        let Client { machine, inventory, .. } = &mut self.clients[client];
        let view =
            inventory::View { now: self.engine.now(), machine, sms_id: &sms_id, reporting: &reporting };
        let did = inventory::take(inventory, &view, &mut self.site.contents, &mut self.client_out);
        self.apply_client_effects(client);
        did
    }

    pub(super) fn apply_client_effects(&mut self, client: ClientId) {
        let mut effects = std::mem::take(&mut self.client_out.effects);
        for effect in effects.drain(..) {
            self.apply_client_effect(client, effect);
        }
        self.client_out.effects = effects;
        if self.client_out.notes.is_empty() {
            return;
        }
        let notes = std::mem::take(&mut self.client_out.notes);
        self.keep_notes(Who::Client(client), self.engine.now(), notes);
    }

    pub(super) fn apply_client_effect(&mut self, client: ClientId, effect: client::Effect) {
        let now = self.engine.now();
        match effect {
            client::Effect::Write { parcel, takes } => self.write(client, parcel, takes),
            client::Effect::PackageEnds(at) if at == now => {}
            client::Effect::PackageEnds(at) => self.schedule(at, Event::PackageEnded(client, None)),
            client::Effect::CountdownEnds(at) => self.schedule(at, Event::CountdownEnds(client)),
            client::Effect::Run { job, by } => {
                self.schedule(now, Event::RunPackage(client, job, Hand::Pcm(by)));
            }
            client::Effect::Offered(job) => self.take_up(client, job),
            client::Effect::Reported { job, serial, truth } => {
                self.post(News::Reported { client, serial, job, truth });
            }
            client::Effect::Silenced { job, serial, silence } => {
                self.post(News::Silenced { client, serial, job, silence });
            }
            client::Effect::AsksForRestart => self.may_press_enter(client),
            client::Effect::LookAt(Kind::Service, due) => self.wake(Event::PcmServicePoll(client), due),
            client::Effect::LookAt(_, due) => self.wake(Event::PcmPoll(client), due),
        }
    }

    /// A client writes a file to a logon server.
    #[inline]
    pub(super) fn write(&mut self, client: ClientId, parcel: Parcel, takes: Span) {
        if matches!(parcel, Parcel::Notice { .. }) {
            self.site.instructions.sets_out(client);
        }
        self.send(client, parcel, takes);
    }

    /// The same, where it is known already that a report is under way.
    #[inline]
    pub(super) fn send(&mut self, client: ClientId, parcel: Parcel, takes: Span) {
        if self.plan.fleet.is_some() && parcel.is_result() {
            return self.arrive_at_once(parcel);
        }
        let server = self.reports_to(client);
        let results = results_server(self.plan, &self.clients[client].machine, server);
        let (place, at) = match parcel {
            Parcel::Inventory { .. } => (Place::LogonInventry(server), server),
            _ => (Place::LogonDespoolr(results), results),
        };
        self.put(place, parcel, takes + self.waits_for(at));
    }

    /// Schedules an event; of what a client is going to do others have to know.
    pub(super) fn schedule(&mut self, at: SimTime, event: Event) {
        event.doer().into_iter().for_each(|client| self.clients.is_going_to_do(client));
        self.engine.schedule(at, event);
    }

    pub(super) fn apply_server_effects(&mut self) {
        if std::mem::take(&mut self.site.have_masters_changed) {
            self.wake_after_now(ServiceKind::MaintenanceManager);
        }
        for nth in 0..self.server_out.effects.len() {
            match self.server_out.effects[nth] {
                server::Effect::Put { to, parcel, takes } => self.put(to, parcel, takes),
                server::Effect::PassedOn { parcel, arrives } => self.passed_on(parcel, arrives),
                server::Effect::Took(parcel) => self.keep_fact(Fact::Took(parcel)),
                server::Effect::DespoolerReady(at) => {
                    self.wake(Event::ServicePoll(ServiceKind::Despooler), at);
                }
                server::Effect::Activated(job) => self.post(News::Activated(job)),
                server::Effect::Canceled(job, status) => self.post(News::Canceled(job, status)),
            }
        }
        self.server_out.effects.clear();
        if self.server_out.notes.is_empty() {
            return;
        }
        let notes = std::mem::take(&mut self.server_out.notes);
        self.keep_notes(Who::Site, self.engine.now(), notes);
    }

    fn put(&mut self, place: Place, parcel: Parcel, takes: Span) {
        let arrives = self.sent(place, parcel, takes);
        self.engine.schedule(arrives, Event::Arrive(place, parcel));
    }

    /// The choke point of files, but for those that [`Site`] passes on: every loss, delay or corruption of one belongs here. Says when
    /// a file arrives that is put on its way now.
    #[inline]
    fn sent(&mut self, to: Place, parcel: Parcel, takes: Span) -> SimTime {
        let arrives = self.engine.now() + takes;
        self.keep_fact(Fact::Put { to, parcel, arrives });
        arrives
    }

    /// The copy of an instruction file that a service puts on its way, if that is all that it does.
    #[inline]
    pub(super) fn copy_alone(&self) -> Option<Copied> {
        match self.server_out.effects[..] {
            [
                server::Effect::Put {
                    to: Place::Pcmins(server),
                    parcel: Parcel::Instructions { client, version },
                    takes,
                },
            ] => Some(Copied { server, client, version, takes }),
            _ => None,
        }
    }

    /// That copy is there at once, if nothing else is due up to then and it is not after `until`.
    #[inline]
    pub(super) fn deliver(&mut self, copy: Copied, until: SimTime) {
        self.server_out.effects.clear();
        let Copied { server, client, version, takes } = copy;
        let (to, parcel) = (Place::Pcmins(server), Parcel::Instructions { client, version });
        let (arrives, event) = (self.sent(to, parcel, takes), Event::Arrive(to, parcel));
        if arrives <= until && self.engine.begin(arrives, event) {
            self.copy_arrives(server, client, version);
            self.engine.dispatched(event, true);
        } else {
            self.engine.schedule(arrives, event);
        }
    }

    /// Files for the tail take their texts with them.
    fn passed_on(&mut self, parcel: Parcel, arrives: SimTime) {
        let text = parcel.content().filter(|text| self.heard.insert(*text));
        text.into_iter().for_each(|text| self.post(News::Text(self.site.contents.text(text).into())));
        self.keep_fact(Fact::Put { to: Place::Deltamif, parcel, arrives });
    }

    /// The rear will hear of something that happens now.
    pub(super) fn post(&mut self, news: News) {
        self.news.push((self.engine.now(), news));
    }

    /// A result of a fleet's client is in RECEIVE at once, and the Despooler begins with it unless it has something to do.
    #[inline]
    fn arrive_at_once(&mut self, parcel: Parcel) {
        let to = Place::Receive;
        self.engine.fold(&parcel.words());
        self.keep_fact(Fact::Put { to, parcel, arrives: self.engine.now() });
        match parcel {
            Parcel::StatusMif { client, serial, mif } => {
                self.site.receive.put_status_mif(self.engine.now(), client, serial, mif);
            }
            _ => {
                self.site.receive.put(self.engine.now(), parcel);
                self.service_poll(ServiceKind::Despooler);
            }
        }
    }
}
