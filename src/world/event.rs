//! Everything that can happen, as one small enum.

use super::learned::RunId;
use crate::base::{ClientId, JobId};
use crate::client::pcm::Kind;
use crate::engine::{Event as EngineEvent, Phase};
use crate::server::{ServiceKind, Site};
use crate::wire::parcel::{Parcel, Place};

/// What happens at one instant to one entity. Of two that fall on one instant the one listed first comes first, so that
/// who finishes something can still look for more at that instant.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Event {
    /// The administrator saves a job.
    SaveJob(JobId),
    /// A step of the scenario's script is due for all the clients it names.
    Script(u32),
    /// A file is where it was put.
    Arrive(Place, Parcel),
    /// A service finishes an item of work.
    ServiceStep(ServiceKind),
    /// A service looks for work.
    ServicePoll(ServiceKind),
    /// What the client's machine was doing is done: a stage of its start, or a command.
    TaskEnded(ClientId),
    /// PCM sees that the package in progress has ended; with what is known to come of it, if that is known.
    PackageEnded(ClientId, Option<RunId>),
    /// The person at the client works PCM's window: a step of the script.
    WorkPcm(ClientId, u32),
    /// A person logs on, and the logon script takes the inventory.
    Logon(ClientId),
    /// PCM looks into its instruction file.
    PcmPoll(ClientId),
    /// PCM as a service looks into its instruction file.
    PcmServicePoll(ClientId),
    /// The countdown of PCM to its mandatory packages is over.
    CountdownEnds(ClientId),
    /// A package is run.
    RunPackage(ClientId, JobId, Hand),
    /// The person at the client presses ENTER at the box that asks for a restart, by themselves.
    PressEnter(ClientId),
    /// The person at the client switches the machine on or off, leaves Windows or logs on: a step of the script.
    WorkMachine(ClientId, u32),
    /// The person at the client types a command: a step of the script.
    TypeIn(ClientId, u32),
}

/// Who has a package run.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Hand {
    /// The person, as the script says.
    Script,
    /// The person, by themselves.
    Person,
    /// PCM, because the package is mandatory.
    Pcm(Kind),
}

impl Hand {
    /// The PCM that runs it; `None`: the one on the desktop.
    pub const fn kind(self) -> Option<Kind> {
        match self {
            Self::Pcm(kind) => Some(kind),
            Self::Script | Self::Person => None,
        }
    }

    /// The hand with a number.
    fn of(number: u64) -> Self {
        match number {
            0 => Self::Script,
            1 => Self::Person,
            n => Self::Pcm(Kind::ALL[(n - 2) as usize % Kind::ALL.len()]),
        }
    }

    const fn number(self) -> u64 {
        match self {
            Self::Script => 0,
            Self::Person => 1,
            Self::Pcm(kind) => 2 + kind as u64,
        }
    }
}

impl EngineEvent for Event {
    fn phase(&self) -> Phase {
        match self {
            Self::SaveJob(_) | Self::Script(_) => Phase::Admin,
            Self::Arrive(..) => Phase::Deliver,
            Self::ServicePoll(_) | Self::ServiceStep(_) => Phase::Serve,
            Self::Logon(_)
            | Self::PcmPoll(_)
            | Self::PcmServicePoll(_)
            | Self::CountdownEnds(_)
            | Self::PackageEnded(..)
            | Self::RunPackage(..)
            | Self::WorkPcm(..)
            | Self::PressEnter(_)
            | Self::TaskEnded(_)
            | Self::WorkMachine(..)
            | Self::TypeIn(..) => Phase::Act,
        }
    }

    fn entity(&self) -> u64 {
        match *self {
            Self::SaveJob(job) => u64::from(job.0),
            Self::Script(step) => u64::from(step),
            Self::Arrive(place, _) => place.number(),
            Self::ServicePoll(service) | Self::ServiceStep(service) => service as u64,
            Self::Logon(c)
            | Self::PcmPoll(c)
            | Self::PcmServicePoll(c)
            | Self::CountdownEnds(c)
            | Self::PackageEnded(c, _)
            | Self::RunPackage(c, ..)
            | Self::WorkPcm(c, _)
            | Self::PressEnter(c)
            | Self::TaskEnded(c)
            | Self::WorkMachine(c, _)
            | Self::TypeIn(c, _) => u64::from(c.0),
        }
    }

    fn lane(&self) -> Option<usize> {
        match self {
            Self::Arrive(place, _) => place.lane(),
            Self::ServicePoll(kind) | Self::ServiceStep(kind) => {
                let place = Site::SERVICES.get(*kind as usize).map(|kind| *kind as usize);
                place.map(|place| Place::LANES + place)
            }
            _ => None,
        }
    }

    /// Client, kind, and what else there is to it: in the order in which they are compared.
    fn pack(&self) -> Option<u64> {
        let (kind, more) = match *self {
            Self::TaskEnded(_) => (0, 0),
            Self::PackageEnded(_, run) => (1, run.map_or(0, |run| u64::from(run.0) + 1)),
            Self::Logon(_) => (2, 0),
            Self::PcmPoll(_) => (3, 0),
            Self::PcmServicePoll(_) => (4, 0),
            Self::CountdownEnds(_) => (5, 0),
            Self::RunPackage(_, job, hand) => (6, u64::from(job.0) << 4 | hand.number()),
            Self::PressEnter(_) => (7, 0),
            _ => return None,
        };
        Some(self.entity() << 32 | kind << 24 | more)
    }

    fn unpack(word: u64) -> Self {
        let client = ClientId((word >> 32) as u32);
        match word >> 24 & 0xFF {
            0 => Self::TaskEnded(client),
            1 => Self::PackageEnded(client, (word & 0xFF_FFFF).checked_sub(1).map(|run| RunId(run as u32))),
            2 => Self::Logon(client),
            3 => Self::PcmPoll(client),
            4 => Self::PcmServicePoll(client),
            5 => Self::CountdownEnds(client),
            6 => Self::RunPackage(client, JobId((word >> 4) as u16), Hand::of(word & 0xF)),
            _ => Self::PressEnter(client),
        }
    }

    /// What kind of event it is and whose; then what else there is to it. Inline, because whoever counts an event mostly knows its kind.
    #[inline(always)]
    fn words(&self) -> [u64; 3] {
        let head = |entity: u64| self.number() | entity << 8;
        match *self {
            Self::Arrive(place, parcel) => {
                let [first, second] = parcel.words();
                [head(place.number()), first, second]
            }
            Self::ServicePoll(kind) | Self::ServiceStep(kind) => [head(kind as u64), 0, 0],
            Self::RunPackage(client, job, hand) => {
                [head(client.0.into()), u64::from(job.0) | hand.number() << u16::BITS, 0]
            }
            Self::WorkMachine(client, step) | Self::TypeIn(client, step) | Self::WorkPcm(client, step) => {
                [head(client.0.into()), step.into(), 0]
            }
            _ => [head(self.entity()), 0, 0],
        }
    }
}

impl Event {
    /// The client that will do something of which others have to know: all but looks, and ends that are known.
    pub fn doer(self) -> Option<ClientId> {
        match self {
            Self::PcmPoll(_) | Self::PcmServicePoll(_) | Self::PackageEnded(_, Some(_)) => None,
            _ => self.client(),
        }
    }

    /// The client whose row is wanted when it happens.
    pub fn looks_up(self) -> Option<ClientId> {
        self.client().filter(|_| !matches!(self, Self::PackageEnded(_, Some(_))))
    }

    /// The client that acts, if one does.
    pub fn client(self) -> Option<ClientId> {
        (self.phase() == Phase::Act).then(|| ClientId(self.entity() as u32))
    }

    /// What kind of event it is, for the digest. Numbers are never reused.
    #[inline]
    const fn number(&self) -> u64 {
        match self {
            Self::SaveJob(_) => 1,
            Self::Script(_) => 2,
            Self::Arrive(..) => 3,
            Self::ServicePoll(_) => 4,
            Self::ServiceStep(_) => 5,
            Self::Logon(_) => 6,
            Self::PcmPoll(_) => 7,
            Self::PackageEnded(..) => 8,
            Self::RunPackage(..) => 9,
            Self::TaskEnded(_) => 10,
            Self::WorkMachine(..) => 11,
            Self::TypeIn(..) => 12,
            Self::PcmServicePoll(_) => 13,
            Self::CountdownEnds(_) => 14,
            Self::WorkPcm(..) => 15,
            Self::PressEnter(_) => 16,
        }
    }
}
