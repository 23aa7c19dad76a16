//! Q199994: records list servers that are no longer in the site.

use super::{Evidence, Quirk, Setup};
use crate::product::behavior::Behavior;
use crate::product::deviation::Deviation;
use crate::product::release::Level;

pub struct RemovedServersListed;

impl Quirk for RemovedServersListed {
    fn id(&self) -> &'static str {
        "q199994"
    }

    fn title(&self) -> &'static str {
        "Records list servers that are no longer in the site"
    }

    fn symptom(&self) -> &'static str {
        "A job that is made after a distribution server was taken out of the site still sends clients to that server."
    }

    fn cause(&self) -> &'static str {
        "The Despooler keeps the servers of each package in the registry, below Transfer Packages, and does not forget the removed one."
    }

    fn evidence(&self) -> &'static [(Evidence, &'static str)] {
        &[
            (Evidence::Stated, "symptom, cause and cure, for 1.2; no correction is named (Q199994)"),
            (Evidence::Inferred, "1.0 and 1.1 are not affected: the article names 1.2 only"),
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["lists_removed_servers"]
    }

    fn affects(&self, setup: &Setup) -> bool {
        setup.machine.is_none() && setup.release.level >= Level::V1_2
    }

    fn apply(&self, _: &Setup, behavior: &mut Behavior) {
        behavior.lists_removed_servers = true;
    }

    fn claims(&self, _: &Setup, _: &Deviation) -> bool {
        false
    }

    fn shows_in_status(&self) -> bool {
        false
    }
}
