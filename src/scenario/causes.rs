//! Makes the story of a run from its trace: names for numbers, and for each event the events that led to it.
//!
//! An event follows from the file it works on, from the step of the script that calls for it, or from what the same machine did
//! before. Times are never compared: a file that waited two days in a box still follows from who put it there.

use std::collections::BTreeMap;

use super::story::{Flight, Happening, Lane, LaneKind, RowWritten, Story, Touch};
use crate::base::{ClientId, JobId, ServerId, SimTime};
use crate::server::{ServiceKind, Site};
use crate::wire::parcel::{Parcel, Place};
use crate::wire::sni::Notice;
use crate::world::World;
use crate::world::event::{Event, Hand};
use crate::world::plan::{Action, Plan};
use crate::world::story::Fact;

/// The story of a told run; empty for any other.
pub fn story(world: &World) -> Story {
    if world.trace().is_empty() {
        return Story::default();
    }
    let mut teller = Teller { plan: world.plan(), ties: Ties::default(), story: Story::default() };
    teller.story.lanes = lanes(world.plan());
    let mut facts = world.story().facts.as_slice();
    for (number, record) in world.trace().iter().enumerate() {
        let done = facts.partition_point(|(event, _)| *event <= number);
        let (of_event, rest) = facts.split_at(done);
        facts = rest;
        let of_event: Vec<Fact> = of_event.iter().map(|(_, fact)| *fact).collect();
        teller.tell(number, record.at, record.event, &of_event);
    }
    teller.story
}

fn lanes(plan: &Plan) -> Vec<Lane> {
    let lane = |kind, name: String| Lane { kind, name };
    let clients = (0..plan.client_count()).map(|n| lane(LaneKind::Client, plan.client_name(ClientId(n))));
    let servers = plan.servers.iter().map(|server| lane(LaneKind::Server, server.name.clone()));
    let services = ServiceKind::ALL.map(|kind| lane(LaneKind::Service, kind.name().to_string()));
    std::iter::once(lane(LaneKind::Admin, "Administrator".to_string()))
        .chain(clients)
        .chain(servers)
        .chain(services)
        .collect()
}

/// Where things last happened that later events follow from.
#[derive(Default)]
struct Ties {
    sent: BTreeMap<(Place, Parcel), (usize, usize)>,
    arrived: BTreeMap<Parcel, usize>,
    status_mifs: BTreeMap<(ClientId, u16), usize>,
    /// Instructions of PCM, whatever the Despooler makes of them.
    notices: BTreeMap<(ClientId, u16), usize>,
    /// Copies of a client's instruction file.
    instructions: BTreeMap<ClientId, usize>,
    /// Changes of its master.
    masters: BTreeMap<ClientId, usize>,
    listed: BTreeMap<(ClientId, JobId), usize>,
    saved: BTreeMap<JobId, usize>,
    scripts: Vec<(u32, usize)>,
    /// What PCM last did by itself.
    looks: BTreeMap<ClientId, usize>,
    packages: BTreeMap<ClientId, usize>,
    machines: BTreeMap<ClientId, usize>,
}

struct Teller<'a> {
    plan: &'a Plan,
    ties: Ties,
    story: Story,
}

impl Teller<'_> {
    fn tell(&mut self, number: usize, at: SimTime, event: Event, facts: &[Fact]) {
        let mut because: Vec<usize> = self.calls_for(event).into_iter().flatten().collect();
        because.extend(facts.iter().filter_map(|fact| self.leads_to(fact)));
        because.extend(facts.iter().filter_map(|fact| self.status_mif_of(event, fact)));
        because.sort_unstable();
        because.dedup();
        let lane = self.actor(event);
        let client = client_of(event, facts).map(client_lane);
        let words = self.words(event);
        self.story.events.push(Happening { at, lane, client, words, because });
        self.tie_event(number, event);
        for fact in facts {
            self.tie_fact(number, at, lane, fact);
        }
    }

    /// The events that made this one happen, apart from what it works on.
    fn calls_for(&self, event: Event) -> [Option<usize>; 2] {
        let one = match event {
            Event::Arrive(place, parcel) => self.ties.sent.get(&(place, parcel)).map(|(event, _)| *event),
            Event::PackageEnded(client, _) => self.ties.packages.get(&client).copied(),
            Event::TaskEnded(client) => self.ties.machines.get(&client).copied(),
            Event::CountdownEnds(client) => self.ties.looks.get(&client).copied(),
            Event::WorkMachine(_, step) | Event::TypeIn(_, step) | Event::WorkPcm(_, step) => {
                self.script(|n| n == step)
            }
            Event::RunPackage(client, job, hand) => {
                let listed = self.ties.listed.get(&(client, job)).copied();
                return [self.hand(client, job, hand), listed];
            }
            _ => None,
        };
        [one, None]
    }

    /// What had somebody run a package.
    fn hand(&self, client: ClientId, job: JobId, hand: Hand) -> Option<usize> {
        match hand {
            Hand::Person => None,
            Hand::Pcm(_) => self.ties.looks.get(&client).copied(),
            Hand::Script => self.script(|n| {
                let step = &self.plan.script[n as usize];
                matches!(step.action, Action::Run(run, _) if run == job) && step.on.contains(client)
            }),
        }
    }

    fn script(&self, is_meant: impl Fn(u32) -> bool) -> Option<usize> {
        self.ties.scripts.iter().rev().find(|(step, _)| is_meant(*step)).map(|(_, event)| *event)
    }

    /// The event that what an event did follows from.
    fn leads_to(&self, fact: &Fact) -> Option<usize> {
        match *fact {
            Fact::Took(Parcel::Notice { client, serial, .. }) => self.ties.notices.get(&(client, serial)),
            Fact::Took(parcel) => self.ties.arrived.get(&parcel),
            Fact::Listed(client, _) => self.ties.instructions.get(&client),
            Fact::Put { parcel: Parcel::Job { job }, .. } => self.ties.saved.get(&job),
            Fact::Put { parcel: Parcel::Instructions { client, .. }, .. } => self.ties.masters.get(&client),
            Fact::Put { parcel: Parcel::Notice { client, job, .. }, .. } => {
                self.ties.listed.get(&(client, job))
            }
            Fact::Put { .. } | Fact::Row { .. } => None,
        }
        .copied()
    }

    /// The Despooler reads a status MIF beside the instruction that it carries out, unless it has looked before that was there
    /// (Q138241).
    fn status_mif_of(&self, event: Event, fact: &Fact) -> Option<usize> {
        if event != Event::ServiceStep(ServiceKind::Despooler) {
            return None;
        }
        let Fact::Took(Parcel::Notice { client, serial, notice: Notice::Ran { mif: true, .. }, .. }) = fact
        else {
            return None;
        };
        self.ties.status_mifs.get(&(*client, *serial)).copied()
    }

    fn tie_event(&mut self, number: usize, event: Event) {
        let ties = &mut self.ties;
        match event {
            Event::SaveJob(job) => drop(ties.saved.insert(job, number)),
            Event::Script(step) => ties.scripts.push((step, number)),
            Event::Arrive(place, parcel) => {
                if let Some((_, flight)) = ties.sent.remove(&(place, parcel)) {
                    self.story.files[flight].arrival = Some(number);
                }
                self.tie_arrival(number, parcel);
            }
            Event::PcmPoll(client) | Event::PcmServicePoll(client) | Event::CountdownEnds(client) => {
                ties.looks.insert(client, number);
            }
            Event::RunPackage(client, job, _) => {
                ties.packages.insert(client, number);
                self.touch(number, job, client);
            }
            Event::WorkMachine(client, _) | Event::TypeIn(client, _) | Event::TaskEnded(client) => {
                ties.machines.insert(client, number);
            }
            _ => {}
        }
    }

    fn tie_arrival(&mut self, number: usize, parcel: Parcel) {
        self.ties.arrived.insert(parcel, number);
        match parcel {
            Parcel::Instructions { client, .. } => drop(self.ties.instructions.insert(client, number)),
            Parcel::Notice { client, serial, .. } => {
                self.ties.notices.insert((client, serial), number);
            }
            Parcel::StatusMif { client, serial, .. } => {
                self.ties.status_mifs.insert((client, serial), number);
            }
            _ => {}
        }
    }

    fn tie_fact(&mut self, number: usize, at: SimTime, lane: usize, fact: &Fact) {
        match *fact {
            Fact::Put { to, parcel, arrives } => {
                self.ties.sent.insert((to, parcel), (number, self.story.files.len()));
                let flight = self.flight(to, parcel);
                let times = Flight { from: lane, left: at, arrives, sent_by: number, ..flight };
                self.story.files.push(times);
            }
            Fact::Took(Parcel::Job { job }) => {
                let targets = self.plan.jobs[job.ix()].target.iter();
                self.ties.masters.extend(targets.map(|client| (client, number)));
            }
            Fact::Took(Parcel::Notice { client, job, .. })
                if lane == self.service_lane(ServiceKind::Despooler) =>
            {
                self.ties.masters.insert(client, number);
                self.touch(number, job, client);
            }
            Fact::Took(_) => {}
            Fact::Listed(client, job) => {
                self.ties.listed.insert((client, job), number);
                self.touch(number, job, client);
            }
            Fact::Row { set, reference, quirk } => {
                self.touch(number, set.job, set.client);
                self.story.rows.push(RowWritten {
                    event: number,
                    at,
                    job: self.plan.jobs[set.job.ix()].id.clone(),
                    client: client_lane(set.client),
                    status: set.status,
                    cause: set.cause,
                    reference,
                    quirk: quirk.map(str::to_string),
                });
            }
        }
    }

    fn touch(&mut self, event: usize, job: JobId, client: ClientId) {
        let job = self.plan.jobs[job.ix()].id.clone();
        self.story.touches.push(Touch { event, job, client: client_lane(client) });
    }

    /// A file on its way to a place, from whom and when still being open.
    fn flight(&self, to: Place, parcel: Parcel) -> Flight {
        Flight {
            kind: parcel.kind().extension(),
            name: self.file_name(parcel),
            client: parcel.client().map(client_lane),
            from: 0,
            to: self.place_lane(to),
            place: self.plan.box_name(to),
            left: SimTime::ZERO,
            arrives: SimTime::ZERO,
            sent_by: 0,
            arrival: None,
        }
    }

    fn file_name(&self, parcel: Parcel) -> String {
        let whose = match parcel {
            Parcel::Job { job } => self.plan.jobs[job.ix()].id.clone(),
            _ => parcel.client().map(|client| self.plan.client_name(client)).unwrap_or_default(),
        };
        format!(".{} of {whose}", parcel.kind().extension())
    }

    fn words(&self, event: Event) -> String {
        match event {
            Event::Arrive(place, parcel) => {
                format!("the {} is in {}", self.file_name(parcel), self.plan.box_name(place))
            }
            Event::Script(step) => format!("step {} of the script is due", step + 1),
            _ => String::new(),
        }
    }

    /// Who acts in an event; where a file arrives, who has the box.
    fn actor(&self, event: Event) -> usize {
        match event {
            Event::SaveJob(_) | Event::Script(_) => 0,
            Event::Arrive(place, _) => self.place_lane(place),
            Event::ServiceStep(kind) | Event::ServicePoll(kind) => self.service_lane(kind),
            _ => client_of(event, &[]).map_or(0, client_lane),
        }
    }

    fn place_lane(&self, place: Place) -> usize {
        let server = |server: ServerId| 1 + self.plan.client_count() as usize + server.ix();
        match place {
            Place::Pcmins(s) | Place::LogonDespoolr(s) | Place::LogonInventry(s) => server(s),
            _ => Site::watcher(place).map_or(0, |kind| self.service_lane(kind)),
        }
    }

    fn service_lane(&self, kind: ServiceKind) -> usize {
        1 + self.plan.client_count() as usize + self.plan.servers.len() + kind as usize
    }
}

/// The lane of a client: the administrator's comes first.
fn client_lane(client: ClientId) -> usize {
    1 + client.ix()
}

/// The client that an event is about.
fn client_of(event: Event, facts: &[Fact]) -> Option<ClientId> {
    match event {
        Event::SaveJob(_) | Event::Script(_) => None,
        Event::Arrive(_, parcel) => parcel.client(),
        Event::ServiceStep(_) | Event::ServicePoll(_) => facts.iter().find_map(|fact| match fact {
            Fact::Took(parcel) | Fact::Put { parcel, .. } => parcel.client(),
            Fact::Listed(client, _) => Some(*client),
            Fact::Row { set, .. } => Some(set.client),
        }),
        Event::TaskEnded(client)
        | Event::PackageEnded(client, _)
        | Event::Logon(client)
        | Event::PcmPoll(client)
        | Event::PcmServicePoll(client)
        | Event::CountdownEnds(client)
        | Event::RunPackage(client, ..)
        | Event::WorkPcm(client, _)
        | Event::PressEnter(client)
        | Event::WorkMachine(client, _)
        | Event::TypeIn(client, _) => Some(client),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::product::{Status, quirks};
    use crate::scenario::outcome::RunOutcome;
    use crate::scenario::run::{Settings, run_version};
    use crate::scenario::{library, read};

    fn founding(version: usize) -> RunOutcome {
        told("q152229", version)
    }

    fn told(name: &str, version: usize) -> RunOutcome {
        let text = library::find(name).unwrap();
        let scenario = read(name, text.as_bytes(), &quirks::ids()).unwrap();
        run_version(&scenario, version, &Settings { told: true, ..Settings::default() })
    }

    #[test]
    fn all_that_is_told_but_the_causes_of_a_scenario_follows_from_something_earlier() {
        let run = founding(0);
        let story = &run.story;
        let told: BTreeMap<usize, &str> =
            run.transcript.iter().map(|line| (line.event, line.what.as_str())).collect();
        for (number, event) in story.events.iter().enumerate() {
            assert!(event.because.iter().all(|&earlier| earlier < number), "{number}: {event:?}");
            let is_cause = story.lanes[event.lane].kind == LaneKind::Admin;
            let is_told = told.contains_key(&number) || !event.words.is_empty();
            assert!(event.because.is_empty() == is_cause || !is_told, "{number}: {event:?}");
        }
        assert!(story.files.iter().all(|file| file.arrival.is_some_and(|arrival| arrival > file.sent_by)));
    }

    #[test]
    fn the_chain_of_a_status_begins_with_the_job_and_passes_every_box() {
        let story = founding(0).story;
        let w5 = story.client("W5").unwrap();
        let write = story.writes("S0100001", w5).last().unwrap();
        assert_eq!((write.status, write.reference), (Status::Retrying, Status::None));
        assert_eq!(write.quirk.as_deref(), Some("q152229"));
        let chain = story.chain([write.event]);
        let actors: Vec<&str> =
            chain.iter().map(|&n| story.lanes[story.events[n].lane].name.as_str()).collect();
        assert_eq!(
            actors,
            [
                "Administrator",
                "Scheduler",
                "Despooler",
                "Despooler",
                "Maintenance Manager",
                "LOGON1",
                "W5",
                "W5",
                "LOGON1",
                "Maintenance Manager",
                "Despooler",
                "Despooler",
                "Data Loader",
                "Data Loader",
            ]
        );
        assert!(chain.iter().all(|&n| story.events[n].client.is_none_or(|client| client == w5)));
    }

    /// PCM writes lines at looks that change nothing, which may be the last that happens.
    #[test]
    fn every_line_of_a_transcript_has_an_event() {
        for name in ["q126643", "q153369", "q229809"] {
            let run = told(name, 0);
            assert!(run.transcript.iter().all(|line| line.event < run.story.events.len()), "{name}");
        }
    }

    #[test]
    fn an_instruction_without_its_status_mif_follows_from_the_instruction_alone() {
        let story = told("q138241", 0).story;
        let early = story.client("EARLY").unwrap();
        let chain = story.chain(story.writes("S0100001", early).map(|write| write.event));
        let arrivals = story.files.iter().filter(|file| file.client == Some(early));
        let of_chain = |kind: &str| {
            let mut files = arrivals.clone().filter(|file| file.kind == kind);
            files.any(|file| file.arrival.is_some_and(|arrival| chain.contains(&arrival)))
        };
        assert!(of_chain("SNI") && !of_chain("PCK"));
    }

    #[test]
    fn a_notice_that_comes_to_nothing_still_touches_the_row() {
        let story = founding(2).story;
        let w5 = story.client("W5").unwrap();
        assert_eq!(story.writes("S0100001", w5).count(), 0);
        let touches = story.touches.iter().filter(|touch| touch.client == w5);
        let actors: Vec<&str> =
            touches.map(|touch| story.lanes[story.events[touch.event].lane].name.as_str()).collect();
        assert_eq!(actors, ["W5", "Despooler"]);
    }
}
