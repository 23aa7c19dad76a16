//! The Inventory Agent, as far as packages need it: it carries the NOIDMIFs that programs left on the client to the site.
//!
//! The agent runs from the logon script. Hardware and software scans are not modelled: they change nothing here, and an
//! inventory that changed nothing is not passed on (Q130940).

use super::{Effect, SMS_DIRECTORY};
use crate::base::{Digest, SimTime, Span};
use crate::client::pcm::Reporting;
use crate::engine::Outbox;
use crate::machine::{DosPath, Machine};
use crate::wire::contents::Contents;
use crate::wire::parcel::Parcel;
use crate::wire::raw::{MAX_NOID_MIFS, Raw};

/// Scanning and writing the .RAW (assumed).
const SCAN_TIME: Span = Span::secs(20);
const PART: &str = "Inventory Agent";
/// What the agent has sent of a client that has no NOIDMIFs.
const NOTHING: u64 = 0;

/// What the agent on one client remembers.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Agent {
    /// The fingerprint of the NOIDMIFs that it sent last.
    sent: u64,
    inventories: u16,
}

/// What the agent sees at a logon.
pub struct View<'a> {
    pub now: SimTime,
    pub machine: &'a Machine,
    pub sms_id: &'a str,
    pub reporting: &'a Reporting<'a>,
}

/// Takes the inventory: a full one when a NOIDMIF has changed (Q199229). Says whether there was anything to send.
pub fn take(agent: &mut Agent, view: &View, contents: &mut Contents, out: &mut Outbox<Effect>) -> bool {
    let mifs = no_id_mifs(view.machine);
    let fingerprint = fingerprint_of(&mifs);
    if fingerprint == agent.sent {
        return false;
    }
    agent.sent = fingerprint;
    out.note(PART, || format!("writes the inventory with {} NOIDMIFs as .RAW", mifs.len()));
    let raw = Raw {
        sms_id: view.sms_id.to_string(),
        name: (view.reporting.name)(),
        net_card_id: net_card_id(view.reporting.client.0),
        scan_time: view.machine.clock.local(view.now).civil(),
        noid_mifs: mifs,
    };
    let parcel = Parcel::Inventory {
        client: view.reporting.client,
        serial: agent.inventories,
        raw: contents.keep(raw.render().as_bytes()),
    };
    agent.inventories = agent.inventories.wrapping_add(1);
    out.push(Effect::Write { parcel, takes: SCAN_TIME });
    true
}

impl Agent {
    /// Whether the NOIDMIFs of the machine are others than those that were sent last.
    pub fn has_to_send(&self, machine: &Machine) -> bool {
        fingerprint(machine) != self.sent
    }
}

/// A number that changes whenever the NOIDMIFs of a machine do.
pub fn fingerprint(machine: &Machine) -> u64 {
    fingerprint_of(&no_id_mifs(machine))
}

fn fingerprint_of(mifs: &[String]) -> u64 {
    if mifs.is_empty() { NOTHING } else { Digest::of(mifs.join("\0").as_bytes()) }
}

/// The texts in `NOIDMIFS` of the SMS directory, in the directory's order.
fn no_id_mifs(machine: &Machine) -> Vec<String> {
    let directory = DosPath::parse(&format!("{SMS_DIRECTORY}\\NOIDMIFS")).expect("it is a path");
    let found = machine.files(&directory, "*.MIF").into_iter().take(MAX_NOID_MIFS);
    found.filter_map(|path| String::from_utf8(machine.read_file(&path)?).ok()).collect()
}

/// A network card of its own for each client, with a maker's number as in Q158311.
fn net_card_id(nth: u32) -> String {
    let [a, b, c, d] = nth.to_be_bytes();
    format!("00:AA:{a:02X}:{b:02X}:{c:02X}:{d:02X}")
}
