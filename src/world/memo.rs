//! Stages of starts that come out alike: in a fleet of equal machines each is worked out once, and all others share what came
//! of it, disk and variables included.
//!
//! A stage is remembered when nothing in it depends on the moment or on the network: it wrote no file, showed nothing,
//! asked nothing, and ran no program of SMS that looks for a logon server. Packages, which know the time, are remembered for the
//! moment at which they began: see [`PackageMemo`].

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::client::pcm::PackageMemo;
use crate::client::programs;
use crate::machine::boot::{Stage, Step};
use crate::machine::{Machine, Redirector};

/// Machines of one group that are remembered for one stage.
const MOST_OF_A_STAGE: usize = 4;
/// Stages that are remembered in all.
const MOST_STAGES: usize = 10_000;

/// What came of stages, by the group of clients, and of packages.
#[derive(Default)]
pub struct Memo {
    known: BTreeMap<(u32, Stage), Vec<Known>>,
    pub packages: PackageMemo,
}

struct Known {
    before: Machine,
    step: Arc<Step>,
}

impl Memo {
    /// What comes of a stage on a machine that holds just what one before it held.
    pub fn recall(&self, group: u32, stage: Stage, machine: &Machine) -> Option<Arc<Step>> {
        let known = self.known.get(&(group, stage))?.iter().find(|known| known.before.is_same(machine))?;
        Some(known.step.clone())
    }

    /// Keeps what came of a stage, if it comes out alike for every machine that holds the same.
    pub fn keep(&mut self, group: u32, stage: Stage, before: &Machine, step: &Arc<Step>) {
        if self.known.len() >= MOST_STAGES || !comes_out_alike(before, step) {
            return;
        }
        let known = self.known.entry((group, stage)).or_default();
        if known.len() < MOST_OF_A_STAGE {
            known.push(Known { before: before.clone(), step: step.clone() });
        }
    }
}

fn comes_out_alike(before: &Machine, step: &Step) -> bool {
    let drives = &step.after.drives;
    let is_reachable = drives.redirector() != Redirector::NoNetwork;
    let asks_network = |path| is_reachable && drives.read(path).is_ok_and(programs::asks_network);
    step.console.is_empty()
        && step.keys_read == 0
        && drives.has_files_of(&before.drives)
        && !step.started.iter().any(asks_network)
}
