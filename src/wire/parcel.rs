//! A file in flight, as a small typed value. Its bytes are made when somebody looks.

use std::num::NonZeroU64;

use super::name::FileKind;
use super::sni::Notice;
use crate::base::{ClientId, JobId, ServerId, SimTime};
use crate::machine::LocalTime;
use crate::product::{Cause, Status};

/// The digest of a file's content, by which [`Contents`](super::contents::Contents) holds it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ContentId(pub NonZeroU64);

/// A file that one component leaves for another.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Parcel {
    /// The Scheduler's instruction to unpack a job's package and to offer it to its targets.
    Job { job: JobId },
    /// The Scheduler's instruction to take a job's records out of the instruction files of all its targets, or of one.
    Cancel { job: JobId, only: Option<ClientId> },
    /// A client's instruction file, in this version of it.
    Instructions { client: ClientId, version: u32 },
    /// PCM's despooler instruction. `serial` counts the reports of one client, whose own clock said `executed`.
    Notice { client: ClientId, job: JobId, serial: u16, notice: Notice, executed: LocalTime },
    /// The status MIF that belongs to the notice of the same serial.
    StatusMif { client: ClientId, serial: u16, mif: ContentId },
    /// The Despooler's job-status MIF for the Data Loader; a failed one carries the client's status MIF.
    JobStatus {
        client: ClientId,
        job: JobId,
        serial: u16,
        status: Status,
        cause: Cause,
        written: SimTime,
        mif: Option<ContentId>,
    },
    /// A client's inventory. `serial` counts the inventories of one client.
    Inventory { client: ClientId, serial: u16, raw: ContentId },
    /// What changed in a computer's inventory.
    Delta { client: ClientId, serial: u16, mif: ContentId },
}

impl Parcel {
    pub const fn kind(self) -> FileKind {
        match self {
            Self::Job { .. } | Self::Cancel { .. } | Self::Instructions { .. } => FileKind::Ins,
            Self::Notice { .. } => FileKind::Sni,
            Self::StatusMif { .. } => FileKind::Pck,
            Self::JobStatus { status: Status::Failed, .. } => FileKind::Emf,
            Self::JobStatus { .. } => FileKind::Jmf,
            Self::Inventory { .. } => FileKind::Raw,
            Self::Delta { .. } => FileKind::Mif,
        }
    }

    /// Whether PCM writes it to report.
    pub const fn is_result(self) -> bool {
        matches!(self, Self::Notice { .. } | Self::StatusMif { .. })
    }

    /// The client it comes from or goes to.
    pub const fn client(self) -> Option<ClientId> {
        match self {
            Self::Job { .. } => None,
            Self::Cancel { only, .. } => only,
            Self::Instructions { client, .. }
            | Self::Notice { client, .. }
            | Self::StatusMif { client, .. }
            | Self::JobStatus { client, .. }
            | Self::Inventory { client, .. }
            | Self::Delta { client, .. } => Some(client),
        }
    }

    /// The text that it carries, if it does.
    pub const fn content(self) -> Option<ContentId> {
        match self {
            Self::StatusMif { mif, .. } | Self::Delta { mif, .. } => Some(mif),
            Self::Inventory { raw, .. } => Some(raw),
            Self::JobStatus { mif, .. } => mif,
            Self::Job { .. } | Self::Cancel { .. } | Self::Instructions { .. } | Self::Notice { .. } => None,
        }
    }

    /// What it is, as words for the digest: kind, client and serial; then the rest.
    #[inline]
    pub fn words(self) -> [u64; 2] {
        let head = |kind: FileKind, client: Option<ClientId>, serial: u16| {
            let client = client.map_or(0, |client| u64::from(client.0) + 1);
            kind as u64 | client << 8 | u64::from(serial) << 48
        };
        match self {
            Self::JobStatus { client, job, serial, status, cause, .. } => {
                let kind = if matches!(status, Status::Failed) { FileKind::Emf } else { FileKind::Jmf };
                let rest = u64::from(job.0) << 16 | (status as u64) << 8 | cause as u64;
                [head(kind, Some(client), serial), rest]
            }
            Self::Instructions { client, version } => {
                [head(FileKind::Ins, Some(client), 0), u64::from(version) | 1 << 33]
            }
            Self::Notice { client, job, serial, notice, .. } => {
                [head(FileKind::Sni, Some(client), serial), u64::from(job.0) << 16 | notice.number()]
            }
            Self::StatusMif { client, serial, mif } => {
                [head(FileKind::Pck, Some(client), serial), mif.0.get()]
            }
            Self::Job { job } => [head(FileKind::Ins, None, 0), u64::from(job.0)],
            Self::Cancel { job, only } => [head(FileKind::Ins, only, 0), u64::from(job.0) | 1 << 32],
            Self::Inventory { client, serial, raw } => {
                [head(FileKind::Raw, Some(client), serial), raw.0.get()]
            }
            Self::Delta { client, serial, mif } => [head(FileKind::Mif, Some(client), serial), mif.0.get()],
        }
    }
}

/// Where a file is put.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Place {
    /// A logon server's PCMINS.BOX, which clients read their instruction files from.
    Pcmins(ServerId),
    /// A logon server's DESPOOLR.BOX, which PCM writes results to.
    LogonDespoolr(ServerId),
    /// A logon server's INVENTRY.BOX.
    LogonInventry(ServerId),
    /// The site server's DESPOOLR.BOX\RECEIVE.
    Receive,
    /// The site server's INVENTRY.BOX.
    SiteInventry,
    /// The site server's DATALOAD.BOX\DELTAMIF.COL.
    Deltamif,
    /// The site server's SITEREP.BOX.
    Siterep,
}

impl Place {
    /// How many lanes there are.
    pub const LANES: usize = 3;

    /// Places that files reach in the order in which they were put on their way, because a service of the site puts them there:
    /// from 0 up.
    pub const fn lane(self) -> Option<usize> {
        match self {
            Self::Receive => Some(0),
            Self::SiteInventry => Some(1),
            Self::Pcmins(_) => Some(2),
            Self::LogonDespoolr(_) | Self::LogonInventry(_) | Self::Deltamif | Self::Siterep => None,
        }
    }

    /// A number that orders places.
    pub const fn number(self) -> u64 {
        match self {
            Self::Receive => 0,
            Self::SiteInventry => 1,
            Self::Deltamif => 2,
            Self::Siterep => 3,
            Self::Pcmins(server) => 4 + 3 * server.0 as u64,
            Self::LogonDespoolr(server) => 5 + 3 * server.0 as u64,
            Self::LogonInventry(server) => 6 + 3 * server.0 as u64,
        }
    }

    /// The box's name, with its logon server's in front if it has one.
    pub fn name(self, server_name: impl Fn(ServerId) -> String) -> String {
        match self {
            Self::Pcmins(server) => format!("{} PCMINS.BOX", server_name(server)),
            Self::LogonDespoolr(server) => format!("{} DESPOOLR.BOX", server_name(server)),
            Self::LogonInventry(server) => format!("{} INVENTRY.BOX", server_name(server)),
            Self::Receive => "RECEIVE".to_string(),
            Self::SiteInventry => "INVENTRY.BOX".to_string(),
            Self::Deltamif => "DELTAMIF.COL".to_string(),
            Self::Siterep => "SITEREP.BOX".to_string(),
        }
    }
}
