//! Ctrl-C while a large run is under way: the run stops where it is, says how far it came, and nothing is written.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use super::exit;

static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// From now on Ctrl-C is only noted, and whoever runs asks for it. Who presses it twice does not want to wait: the second ends the
/// program at once. Where the system lets nobody listen, Ctrl-C ends the program as ever.
pub fn listen() {
    static LISTENS: OnceLock<bool> = OnceLock::new();
    let note = || {
        if INTERRUPTED.swap(true, Ordering::Relaxed) {
            std::process::exit(i32::from(exit::INTERRUPTED));
        }
    };
    LISTENS.get_or_init(|| ctrlc::set_handler(note).is_ok());
}

pub fn is_interrupted() -> bool {
    INTERRUPTED.load(Ordering::Relaxed)
}
