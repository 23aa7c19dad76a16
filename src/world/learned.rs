//! What is known to come of what clients do: a look into the instruction file, and a run of a package from its start to its end.
//!
//! Clients that share a record do the same with the same file, as long as no date comes that they go by. The first works it out,
//! and for the others it is looked up. Nothing is looked up of clients whose surroundings change ([`Learned::is_steady`]), or in
//! runs that tell what clients do.

use super::clients::KindId;
use super::event::Hand;
use super::plan::{ClientConfig, Plan};
use crate::base::{ClientId, JobId, SimTime};
use crate::client::Effect;
use crate::client::pcm::Stretch;
use crate::machine::LocalTime;
use crate::server::instructions::FileId;
use crate::wire::parcel::Parcel;

/// Looks, and as many runs, that are remembered.
const MOST_KNOWN: usize = 64;

/// A run of a package that is known, by its number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct RunId(pub u32);

/// A look that is known, by its number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LookId(usize);

/// All that is known.
pub struct Learned {
    /// Whether nothing changes around the clients of each group.
    steady: Vec<bool>,
    looks: Vec<(LookKey, Known)>,
    runs: Vec<(RunKey, Known)>,
    /// Runs that are being watched for the first time.
    watched: Vec<Watched>,
    /// The effects of what is being watched.
    noted: Option<Vec<Effect>>,
}

/// What a look depends on, besides dates.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LookKey {
    pub kind: KindId,
    pub group: usize,
    pub file: FileId,
    /// It is the one that PCM begins with.
    pub is_first: bool,
}

/// What a run depends on, besides dates.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RunKey {
    pub kind: KindId,
    pub group: usize,
    pub file: FileId,
    pub job: JobId,
    pub hand: Hand,
    pub keys: Box<[u8]>,
}

/// What comes of it.
pub struct Known {
    pub stretch: Stretch,
    pub after: KindId,
    /// Whether it left a trace.
    pub did: bool,
    effects: Box<[Effect]>,
}

/// A run that is being watched.
pub struct Watched {
    pub client: ClientId,
    pub key: RunKey,
    pub began: SimTime,
}

impl Learned {
    pub fn new(plan: &Plan) -> Self {
        let steady = plan.groups.iter().map(|group| is_steady(plan, &group.config)).collect();
        Self { steady, looks: Vec::new(), runs: Vec::new(), watched: Vec::new(), noted: None }
    }

    /// Whether nothing changes around the clients of a group but their instruction files.
    pub fn is_steady(&self, group: usize) -> bool {
        self.steady[group]
    }

    pub fn find_look(&self, key: &LookKey, at: SimTime) -> Option<LookId> {
        self.looks.iter().position(|(of, known)| of == key && known.stretch.covers(at)).map(LookId)
    }

    pub fn look(&self, look: LookId) -> &Known {
        &self.looks[look.0].1
    }

    /// A run that begins and ends at these moments.
    pub fn find_run(&self, is_it: impl Fn(&RunKey) -> bool, began: SimTime, ended: SimTime) -> Option<RunId> {
        let covers = |known: &Known| known.stretch.covers(began) && known.stretch.covers(ended);
        let found = self.runs.iter().position(|(key, known)| covers(known) && is_it(key))?;
        Some(RunId(found as u32))
    }

    pub fn run(&self, run: RunId) -> &Known {
        &self.runs[run.0 as usize].1
    }

    /// Notes effects from now on.
    pub fn listen(&mut self) {
        self.noted = Some(Vec::new());
    }

    pub fn note(&mut self, effect: Effect) {
        self.noted.iter_mut().for_each(|noted| noted.push(effect));
    }

    /// Keeps what came of a look, if it will come out alike.
    pub fn keep_look(&mut self, key: LookKey, stretch: Option<Stretch>, after: Option<KindId>, did: bool, at: SimTime) {
        let noted = self.noted.take();
        if let Some(known) = known(noted, stretch, after, did, at).filter(|_| self.looks.len() < MOST_KNOWN) {
            self.looks.push((key, known));
        }
    }

    /// A run begins that is not known: its end will be waited for.
    pub fn watch(&mut self, watched: Watched) {
        if self.watched.len() < MOST_KNOWN && self.runs.len() < MOST_KNOWN {
            self.watched.push(watched);
        }
    }

    /// Something else has happened to a client, or its run has ended: the run that was watched, if one was.
    pub fn unwatch(&mut self, client: ClientId) -> Option<Watched> {
        let place = self.watched.iter().position(|watched| watched.client == client)?;
        Some(self.watched.swap_remove(place))
    }

    /// The run that was watched, if one was, ends: its effects are noted.
    pub fn end_of_watched(&mut self, client: ClientId) -> Option<Watched> {
        let watched = self.unwatch(client)?;
        self.listen();
        Some(watched)
    }

    /// Keeps what came of a run that ended at `at`, if it will come out alike.
    pub fn keep_run(&mut self, watched: Watched, stretch: Option<Stretch>, after: Option<KindId>, at: SimTime) {
        let noted = self.noted.take();
        let since = Stretch { from: watched.began, until: SimTime::NEVER };
        let stretch = stretch.map(|stretch| stretch.within(since));
        let reports = |known: &Known| known.effects.iter().any(|effect| is_notice(effect));
        if let Some(known) = known(noted, stretch, after, true, at).filter(reports) {
            match self.runs.iter_mut().find(|(key, old)| *key == watched.key && old.goes_on_in(&known)) {
                Some((_, old)) => old.stretch = old.stretch.with(known.stretch),
                None => self.runs.push((watched.key, known)),
            }
        }
    }
}

impl Known {
    /// Whether the same comes of both, in stretches that overlap.
    fn goes_on_in(&self, other: &Self) -> bool {
        (self.after, self.did, &self.effects) == (other.after, other.did, &other.effects)
            && self.stretch.meets(other.stretch)
    }

    /// The effects on one client whose clock shows `shown`.
    pub fn effect(&self, nth: usize, client: ClientId, shown: LocalTime) -> Option<Effect> {
        self.effects.get(nth).map(|&effect| match effect {
            Effect::Write { parcel, takes } => Effect::Write { parcel: of_another(parcel, client, shown), takes },
            other => other,
        })
    }

    /// When PCM will have to look again, as far as it knows.
    pub fn looks_at(&self) -> Option<SimTime> {
        self.effects.iter().find_map(|effect| match effect {
            Effect::LookAt(_, due) => Some(*due),
            _ => None,
        })
    }

    /// The packages that are shown to the person.
    pub fn offers(&self, nth: usize) -> Option<JobId> {
        let offers = self.effects.iter().filter_map(|effect| match effect {
            Effect::Offered(job) => Some(*job),
            _ => None,
        });
        offers.skip(nth).next()
    }

    /// Whether nothing is sent.
    pub fn is_silent(&self) -> bool {
        self.effects.iter().all(|effect| matches!(effect, Effect::LookAt(..) | Effect::Offered(_)))
    }
}

/// What came of something, if another client would come to the same.
fn known(
    noted: Option<Vec<Effect>>,
    stretch: Option<Stretch>,
    after: Option<KindId>,
    did: bool,
    at: SimTime,
) -> Option<Known> {
    let effects = noted?.into_boxed_slice();
    let is_general = |effect: &Effect| match *effect {
        Effect::Write { parcel, .. } => matches!(parcel, Parcel::Notice { .. } | Parcel::StatusMif { .. }),
        // A date that comes at once stands for the moment.
        Effect::LookAt(_, due) => due.0 > at.0 + 1,
        Effect::Offered(_) | Effect::Reported { .. } | Effect::Silenced { .. } => true,
        Effect::Run { .. } | Effect::PackageEnds(_) | Effect::CountdownEnds(_) | Effect::AsksForRestart => false,
    };
    let known = Known { stretch: stretch?, after: after?, did, effects };
    known.effects.iter().all(is_general).then_some(known)
}

fn is_notice(effect: &Effect) -> bool {
    matches!(effect, Effect::Write { parcel: Parcel::Notice { .. }, .. })
}

/// What another client writes in the same place.
fn of_another(parcel: Parcel, client: ClientId, shown: LocalTime) -> Parcel {
    match parcel {
        Parcel::Notice { job, serial, notice, .. } => {
            Parcel::Notice { client, job, serial, notice, executed: shown }
        }
        Parcel::StatusMif { serial, mif, .. } => Parcel::StatusMif { client, serial, mif },
        other => other,
    }
}

/// Only the fleet's own draws are used, there is one server, which always answers, and nobody logs off or is locked out.
fn is_steady(plan: &Plan, config: &ClientConfig) -> bool {
    let [source] = &plan.sources[..] else { return false };
    plan.fleet.is_some()
        && !plan.has_outages()
        && (source.removed, source.down.is_empty()) == (None, true)
        && (config.logon, config.account_locked) == (None, None)
        && !config.pcm_service
}
