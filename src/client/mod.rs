//! Floor 5, one half: the SMS software of one workstation. It never imports `server/`; the two meet in `wire/`.

mod cliopts;
mod dosetup;
pub mod installer;
pub mod inventory;
mod ismif;
pub mod logon_script;
pub mod network;
mod ntencap;
pub mod pcm;
pub mod programs;
pub mod scripted;
pub mod setup;
pub mod sms_ini;
mod smsrun;
pub mod smswork;
#[cfg(test)]
pub mod testing;
#[cfg(test)]
mod tests;
pub mod winstart;

use crate::base::{JobId, SimTime, Span};
use crate::engine::Poller;
use crate::machine::Machine;
use crate::product::{Silence, Status};
use crate::wire::parcel::Parcel;

/// Where client setup put the SMS client (Q127072).
pub const SMS_DIRECTORY: &str = r"C:\MS\SMS";

/// A workstation.
#[derive(Clone)]
pub struct Client {
    pub machine: Machine,
    pub pcm: pcm::Pcm,
    /// That of PCM as a service, if it is there.
    pub service_poller: Option<Box<Poller>>,
    pub inventory: inventory::Agent,
    /// What tells when its person logs on; `None`: nothing has asked for that yet.
    pub logons: Option<Box<Poller>>,
    /// What its machine has begun so far: draws that are made anew each time go by it.
    pub begun: u32,
}

impl Client {
    /// Whether nothing goes on that began at a moment of its own: another like it may then be the same.
    pub fn is_at_rest(&self) -> bool {
        self.pcm.is_at_rest() && self.service_poller.is_none() && self.logons.is_none()
    }

    /// Whether both are the same, being at rest. `false` may also mean that nobody has compared their disks.
    pub fn is_same(&self, other: &Self) -> bool {
        (&self.inventory, self.begun) == (&other.inventory, other.begun)
            && self.pcm.is_same(&other.pcm)
            && self.machine.is_same(&other.machine)
    }

    /// A number that clients which differ mostly differ in.
    pub fn glance(&self) -> u64 {
        self.pcm.glance().wrapping_mul(0x9E37_79B9_7F4A_7C15)
            ^ u64::from(self.begun) << 8
            ^ self.machine.os as u64
    }
}

/// What a client asks of the world.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Effect {
    /// Writes a file to the logon server; it is there after `takes`.
    Write { parcel: Parcel, takes: Span },
    /// The package that was started will be seen to have ended at this time.
    PackageEnds(SimTime),
    /// PCM runs a package without being asked.
    Run { job: JobId, by: pcm::Kind },
    /// PCM counts down to this time.
    CountdownEnds(SimTime),
    /// PCM shows a package to the person for the first time.
    Offered(JobId),
    /// A report is on its way, and this is what it truthfully says.
    Reported { job: JobId, serial: u16, truth: Status },
    /// No status will come of that report, and this is why.
    Silenced { job: JobId, serial: u16, silence: Silence },
    /// PCM shows the box that asks for a restart.
    AsksForRestart,
    /// PCM has nothing to look at before this moment, unless its instruction file changes.
    LookAt(pcm::Kind, SimTime),
}
